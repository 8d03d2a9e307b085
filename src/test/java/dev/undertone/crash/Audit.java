// SPDX-License-Identifier: Apache-2.0
package dev.undertone.crash;

import dev.undertone.testing.Outcomes;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Compares what went in with what came out, review by review. Confined to one thread. */
public final class Audit {
    private static final String POSITIVE = "\"label\":\"positive\"";

    private final Outcomes outcomes = new Outcomes();
    private final Map<Lane, Long> lastOffsets = new HashMap<>();
    private int scores;
    private int deadLetters;
    private int outOfOrder;

    /** The outcomes of one input partition that can be read in order. */
    private record Lane(TopicPartition input, TopicPartition output) {}

    public void addInput(ConsumerRecord<byte[], byte[]> record) {
        outcomes.published(NumberedReview.of(record.value()).number(), record);
    }

    public void addScore(ConsumerRecord<byte[], byte[]> record) {
        NumberedReview review = NumberedReview.of(record.value());
        boolean positive = new String(record.value(), StandardCharsets.UTF_8).contains(POSITIVE);
        scores++;
        add(review, record, !review.isPoison() && review.isPositive() == positive);
    }

    public void addDeadLetter(ConsumerRecord<byte[], byte[]> record) {
        NumberedReview review = NumberedReview.of(record.value());
        deadLetters++;
        add(review, record, review.isPoison() && outcomes.isNamedBy(record, review.number()));
    }

    /** @param acknowledged the numbers that the broker said it has */
    public CrashFindings findings(BitSet acknowledged) {
        return new CrashFindings(
                outcomes.present(),
                scores,
                deadLetters,
                outcomes.lost(),
                outcomes.duplicated(),
                outOfOrder,
                outcomes.wrong(),
                outcomes.forgotten(acknowledged.stream()));
    }

    private void add(NumberedReview review, ConsumerRecord<byte[], byte[]> record, boolean asExpected) {
        outcomes.outcome(review.number(), asExpected);
        Outcomes.Input input = outcomes.input(review.number());
        if (input != null) {
            Lane lane = new Lane(
                    new TopicPartition(input.topic(), input.partition()),
                    new TopicPartition(record.topic(), record.partition()));
            Long before = lastOffsets.put(lane, input.offset());
            if (before != null && before > input.offset()) {
                outOfOrder++;
            }
        }
    }
}
