// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** How much of the log a command shows. */
final class Logging {
    private Logging() {}

    /** For commands whose output is for people: clients and brokers that start and end warn of much that is as it should be. */
    static void errorsOnly() {
        // Reports as errors the first sends of a transaction that come out of order; the producer sends them again.
        setLevel("kafka.server.ReplicaManager", Level.OFF);
        setLevel("kafka", Level.ERROR);
        setLevel("state", Level.ERROR);
        setLevel("dev.undertone", Level.ERROR);
        kafkaClients(Level.ERROR);
    }

    /** How much Kafka's clients say. Before the first connection they warn of every try; the command says it once, in the end. */
    static void kafkaClients(Level level) {
        setLevel("org.apache.kafka", level);
        // It reports a password that is not accepted as an error, which is said as well.
        setLevel("org.apache.kafka.clients.NetworkClient", level == Level.ERROR ? Level.OFF : level);
    }

    private static void setLevel(String name, Level level) {
        if (LoggerFactory.getLogger(name) instanceof Logger logger) {
            logger.setLevel(level);
        }
    }
}
