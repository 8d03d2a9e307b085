// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.List;
import org.slf4j.LoggerFactory;

/** How much of the log a command shows. */
final class Logging {
    private Logging() {}

    /** For commands whose output is for people: a broker that starts and ends warns of much that is as it should be. */
    static void errorsOnly() {
        // Reports as errors the first sends of a transaction that come out of order; the producer sends them again.
        setLevel("kafka.server.ReplicaManager", Level.OFF);
        for (String name : List.of("org.apache.kafka", "kafka", "state", "dev.undertone")) {
            setLevel(name, Level.ERROR);
        }
    }

    private static void setLevel(String name, Level level) {
        if (LoggerFactory.getLogger(name) instanceof Logger logger) {
            logger.setLevel(level);
        }
    }
}
