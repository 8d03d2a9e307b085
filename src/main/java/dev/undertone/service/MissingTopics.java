// SPDX-License-Identifier: Apache-2.0
package dev.undertone.service;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which of its topics a running scorer misses: Kafka's producer waits for one that was deleted as for one that has no
 * leader yet, again and again. A broker that has just started says of topics that it has that they are not there, so
 * only what is missing for a while counts. Safe for use by many threads.
 */
final class MissingTopics {
    private static final Logger LOGGER = LoggerFactory.getLogger(MissingTopics.class);

    /** How long a topic is missing before it counts as gone. */
    static final Duration DOUBT = Duration.ofSeconds(5);

    private final long patienceNanos;
    private final String remedy;
    private final Map<String, Absence> absences = new LinkedHashMap<>();
    private Consumer<Throwable> end = reason -> {};

    /** Since when a topic was not found, in ns, and whether it counts as gone. */
    private record Absence(long since, boolean gone) {}

    /**
     * @param patience after which a service without one of its topics is of no use
     * @param creates whether a start makes topics that are missing
     */
    MissingTopics(Duration patience, boolean creates) {
        this.patienceNanos = patience.toNanos();
        this.remedy = creates ? "create it, or restart the scorer, which does" : "create it";
    }

    /** @param end ends the service for a reason */
    synchronized void endBy(Consumer<Throwable> end) {
        this.end = end;
    }

    /** Takes down whether a topic is there. */
    synchronized void looked(String topic, boolean there, long nanoTime) {
        Absence before = absences.remove(topic);
        if (there) {
            if (before != null && before.gone()) {
                LOGGER.atInfo().addKeyValue("topic", topic).log("A topic that was missing is there again");
            }
            return;
        }
        long since = before == null ? nanoTime : before.since();
        boolean gone = nanoTime - since >= DOUBT.toNanos();
        absences.put(topic, new Absence(since, gone));
        if (gone && !before.gone()) {
            LOGGER.atWarn().addKeyValue("topic", topic).log("A topic of the scorer no longer exists; " + remedy);
        }
        if (gone && nanoTime - since >= patienceNanos) {
            end.accept(new UnknownTopicOrPartitionException(sentence(topic)));
        }
    }

    /** Whether any was not found, so that it is worth to look again soon. */
    synchronized boolean hasDoubts() {
        return !absences.isEmpty();
    }

    /** Why the scorer cannot work, in a sentence. */
    synchronized Optional<String> trouble() {
        return absences.entrySet().stream()
                .filter(absence -> absence.getValue().gone())
                .map(absence -> sentence(absence.getKey()))
                .findFirst();
    }

    private String sentence(String topic) {
        return "the topic " + topic + " no longer exists; " + remedy;
    }
}
