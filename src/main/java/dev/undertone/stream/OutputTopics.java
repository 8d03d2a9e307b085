// SPDX-License-Identifier: Apache-2.0
package dev.undertone.stream;

import dev.undertone.kafka.OutputTimestamp;
import dev.undertone.kafka.TopicRules;
import dev.undertone.kafka.Topics;
import java.util.Objects;

/**
 * What is known of the topics that outcomes go to: the rules that their settings make, which change while the scorer
 * runs. Safe for use by many threads.
 */
public final class OutputTopics {
    private final OutputTimestamp timestamp;
    private volatile TopicRules scores;
    private volatile TopicRules letters;

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

    TopicRules scores() {
        return scores;
    }

    TopicRules letters() {
        return letters;
    }

    OutputTimestamp timestamp() {
        return timestamp;
    }
}
