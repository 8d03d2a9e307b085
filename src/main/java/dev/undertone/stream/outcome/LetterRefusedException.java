// SPDX-License-Identifier: Apache-2.0
package dev.undertone.stream.outcome;

import dev.undertone.kafka.TopicPartitionOffset;

/**
 * The topic for dead letters takes none, not even one that only tells which record it was: that is no matter of a
 * record. The message is one sentence: which topic, why, and what to change.
 */
public final class LetterRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LetterRefusedException(String topic, TopicPartitionOffset origin, String why) {
        super("the topic " + topic + " does not take even the shortest dead letter, as for " + origin.asId() + " ("
                + why + "); raise its max.message.bytes, or name another by errors.dead.letter.queue.topic.name");
    }
}
