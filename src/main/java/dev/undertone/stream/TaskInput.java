// SPDX-License-Identifier: Apache-2.0
package dev.undertone.stream;

import dev.undertone.kafka.TopicRules;
import dev.undertone.stream.outcome.OutputTopics;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.header.Headers;

/**
 * An input topic as a task reads it: how far it has come, and where its scores go. Confined to one stream thread.
 */
final class TaskInput {
    /** Says which topic the review of a score came from, where scores of several share one. */
    static final String SOURCE_TOPIC = "undertone.source.topic";

    private final String topic;
    private final OutputTopics.Scores scores;
    private final byte[] source;
    private long nextOffset = ReadGaps.Gap.UNKNOWN;

    private TaskInput(String topic, OutputTopics.Scores scores) {
        this.topic = topic;
        this.scores = scores;
        this.source = topic.getBytes(StandardCharsets.UTF_8);
    }

    /** The offset behind the last record, {@link ReadGaps.Gap#UNKNOWN} before the first. */
    long nextOffset() {
        return nextOffset;
    }

    void nextOffset(long next) {
        nextOffset = next;
    }

    /** What the topic for its scores takes now. */
    TopicRules rules() {
        return scores.rules();
    }

    /** Says in the headers of a score where its review came from. */
    void nameIn(Headers headers) {
        headers.remove(SOURCE_TOPIC).add(SOURCE_TOPIC, source);
    }

    /** Those of a task; mostly it is one. */
    static final class All {
        private final OutputTopics outputs;
        private final Map<String, TaskInput> byTopic = new HashMap<>();
        private TaskInput last;

        All(OutputTopics outputs) {
            this.outputs = outputs;
        }

        TaskInput of(String topic) {
            if (last == null || !last.topic.equals(topic)) {
                last = byTopic.computeIfAbsent(topic, name -> new TaskInput(name, outputs.scoresOf(name)));
            }
            return last;
        }
    }
}
