// SPDX-License-Identifier: Apache-2.0
package dev.undertone.stream.outcome;

import dev.undertone.kafka.OutputTimestamp;
import dev.undertone.kafka.TopicRules;
import dev.undertone.kafka.Topics;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * What is known of the topics that outcomes go to: the rules that their settings make, which change while the scorer
 * runs, and what they refused in spite of them. After a refusal the settings are read anew before the next outcome.
 * Safe for use by many threads.
 */
public final class OutputTopics {
    private static final int KAFKAS_BATCH_BYTES =
            (Integer) ProducerConfig.configDef().defaultValues().get(ProducerConfig.BATCH_SIZE_CONFIG);

    private final Topics topics;
    private final OutputTimestamp timestamp;
    private final Refusals refusals = new Refusals();
    private final AwaitedOutputs awaited;
    private final Map<String, Scores> scores = new ConcurrentHashMap<>();
    private volatile Runnable reader = () -> {};
    private volatile TopicRules letters;
    private volatile boolean doubted;

    private OutputTopics(Topics topics, OutputTimestamp timestamp) {
        this.topics = topics;
        this.timestamp = Objects.requireNonNull(timestamp, "timestamp");
        this.awaited = new AwaitedOutputs(topics.haveOutputsToCome());
        this.letters = TopicRules.unknown(topics.deadLetters());
        topics.outputs().forEach(this::known);
    }

    /** Knows nothing yet of the topics. */
    public static OutputTopics of(Topics topics, OutputTimestamp timestamp) {
        return new OutputTopics(topics, timestamp);
    }

    /** What is known of a topic for scores; to be kept by who writes to it. */
    public final class Scores {
        private volatile TopicRules rules;

        private Scores(String topic) {
            this.rules = TopicRules.unknown(topic);
        }

        /** Its rules now. */
        public TopicRules rules() {
            readIfDoubted();
            return rules;
        }
    }

    /** What is known of the topic for the scores of reviews that came from {@code input}. */
    public Scores scoresOf(String input) {
        return known(topics.outputOf(input));
    }

    /** The topics for scores that there are rules to know of. */
    public List<String> scores() {
        return List.copyOf(scores.keySet());
    }

    /** Takes other rules of a topic for scores from the next outcome on. */
    public void updateScores(TopicRules rules) {
        known(rules.topic()).rules = rules;
    }

    /** Takes other rules of the topic for dead letters, likewise. */
    public void updateLetters(TopicRules rules) {
        letters = Objects.requireNonNull(rules, "rules");
    }

    /** @param read reads the settings and updates the rules, by the thread that calls it */
    public void readBy(Runnable read) {
        reader = Objects.requireNonNull(read, "read");
    }

    public TopicRules letters() {
        readIfDoubted();
        return letters;
    }

    public OutputTimestamp timestamp() {
        return timestamp;
    }

    public Refusals refusals() {
        return refusals;
    }

    /** The topics for scores that are not there yet. */
    public AwaitedOutputs awaited() {
        return awaited;
    }

    /**
     * The most bytes of a batch that none of the topics refuses for its size, as far as is known: a limit holds for all
     * that one batch has for a partition. Where a topic does not tell its limit, what Kafka's own producers begin with.
     */
    int mostBatchBytes() {
        return (int) Stream.concat(Stream.of(letters), scores.values().stream().map(known -> known.rules))
                .mapToLong(TopicRules::maxBytes)
                .map(limit -> limit == Long.MAX_VALUE ? KAFKAS_BATCH_BYTES : Math.min(limit, Integer.MAX_VALUE))
                .min()
                .orElseThrow();
    }

    /** To be told when a topic refused what its rules let pass. */
    void refused(Refusals.Attempt attempt, Throwable refusal) {
        refusals.remember(attempt, refusal);
        doubted = true;
    }

    private Scores known(String output) {
        return scores.computeIfAbsent(output, Scores::new);
    }

    private void readIfDoubted() {
        if (doubted) {
            synchronized (this) {
                if (doubted) {
                    doubted = false;
                    reader.run();
                }
            }
        }
    }
}
