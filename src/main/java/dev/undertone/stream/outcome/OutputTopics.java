// SPDX-License-Identifier: Apache-2.0
package dev.undertone.stream.outcome;

import dev.undertone.kafka.OutputTimestamp;
import dev.undertone.kafka.TopicRules;
import dev.undertone.kafka.Topics;
import java.util.Objects;

/**
 * What is known of the topics that outcomes go to: the rules that their settings make, which change while the scorer
 * runs, and what they refused in spite of them. After a refusal the settings are read anew before the next outcome.
 * Safe for use by many threads.
 */
public final class OutputTopics {
    private final OutputTimestamp timestamp;
    private final Refusals refusals = new Refusals();
    private volatile Runnable reader = () -> {};
    private volatile TopicRules scores;
    private volatile TopicRules letters;
    private volatile boolean doubted;

    private OutputTopics(TopicRules scores, TopicRules letters, OutputTimestamp timestamp) {
        this.timestamp = Objects.requireNonNull(timestamp, "timestamp");
        update(scores, letters);
    }

    /** Knows nothing yet of the topics. */
    public static OutputTopics of(Topics topics, OutputTimestamp timestamp) {
        return new OutputTopics(
                TopicRules.unknown(topics.output()), TopicRules.unknown(topics.deadLetters()), timestamp);
    }

    /** Takes other rules from the next outcome on. */
    public void update(TopicRules ofScores, TopicRules ofLetters) {
        scores = Objects.requireNonNull(ofScores, "ofScores");
        letters = Objects.requireNonNull(ofLetters, "ofLetters");
    }

    /** @param read reads the settings and updates the rules, by the thread that calls it */
    public void readBy(Runnable read) {
        reader = Objects.requireNonNull(read, "read");
    }

    public TopicRules scores() {
        readIfDoubted();
        return scores;
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

    /** To be told when a topic refused what its rules let pass. */
    void refused(Refusals.Attempt attempt, Throwable refusal) {
        refusals.remember(attempt, refusal);
        doubted = true;
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
