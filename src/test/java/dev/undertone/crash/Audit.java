// SPDX-License-Identifier: Apache-2.0
package dev.undertone.crash;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Compares what went in with what came out, review by review. Confined to one thread. */
final class Audit {
    private static final String POSITIVE = "\"label\":\"positive\"";

    private final Map<Integer, Published> published = new HashMap<>();
    private final Map<Lane, Long> lastOffsets = new HashMap<>();
    private int scores;
    private int deadLetters;
    private int outOfOrder;
    private int wrong;

    /** Where a review lies in the input, and how many outcomes it got. */
    private static final class Published {
        private final int partition;
        private final long offset;
        private int outcomes;

        private Published(int partition, long offset) {
            this.partition = partition;
            this.offset = offset;
        }
    }

    /** The outcomes of one input partition that can be read in order. */
    private record Lane(int input, TopicPartition output) {}

    void addInput(ConsumerRecord<byte[], byte[]> record) {
        int number = NumberedReview.of(record.value()).number();
        if (published.put(number, new Published(record.partition(), record.offset())) != null) {
            throw new AssertionError("review " + number + " was published twice");
        }
    }

    void addScore(ConsumerRecord<byte[], byte[]> record) {
        NumberedReview review = NumberedReview.of(record.value());
        boolean positive = new String(record.value(), StandardCharsets.UTF_8).contains(POSITIVE);
        scores++;
        add(review, record, !review.isPoison() && review.isPositive() == positive);
    }

    void addDeadLetter(ConsumerRecord<byte[], byte[]> record) {
        NumberedReview review = NumberedReview.of(record.value());
        Published input = published.get(review.number());
        deadLetters++;
        boolean namesItsRecord = input != null
                && header(record, "__streams.errors.partition").equals(Integer.toString(input.partition))
                && header(record, "__streams.errors.offset").equals(Long.toString(input.offset));
        add(review, record, review.isPoison() && namesItsRecord);
    }

    /** @param acknowledged the numbers that the broker said it has */
    Findings findings(BitSet acknowledged) {
        int lost = 0;
        int duplicated = 0;
        for (Published review : published.values()) {
            if (review.outcomes == 0) {
                lost++;
            } else {
                duplicated += review.outcomes - 1;
            }
        }
        int forgotten = (int) acknowledged.stream()
                .filter(number -> !published.containsKey(number))
                .count();
        return new Findings(published.size(), scores, deadLetters, lost, duplicated, outOfOrder, wrong, forgotten);
    }

    private void add(NumberedReview review, ConsumerRecord<byte[], byte[]> record, boolean asExpected) {
        Published input = published.get(review.number());
        if (input == null) {
            wrong++;
            return;
        }
        input.outcomes++;
        if (!asExpected) {
            wrong++;
        }
        Lane lane = new Lane(input.partition, new TopicPartition(record.topic(), record.partition()));
        Long before = lastOffsets.put(lane, input.offset);
        if (before != null && before > input.offset) {
            outOfOrder++;
        }
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
