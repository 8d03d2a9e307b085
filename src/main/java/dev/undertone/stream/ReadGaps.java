// SPDX-License-Identifier: Apache-2.0
package dev.undertone.stream;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Offsets of the input that were passed over while reading. Most gaps are the marks of transactions, or compaction;
 * those that retention made are lost reviews, which Kafka's consumer passes over without a word. Somebody else looks
 * which they are. Safe for use by many threads.
 */
public final class ReadGaps {
    /** So many that nobody looks at them; the rest is let go. */
    private static final int MOST_KEPT = 10_000;

    private final BlockingQueue<Gap> gaps = new LinkedBlockingQueue<>(MOST_KEPT);

    /**
     * Offsets of a partition that did not come, or a partition that is about to be read.
     *
     * @param topic of the partition, {@link #ANY} for each that has one of that number
     * @param from the first that did not come, {@link #UNKNOWN} where nothing was read before
     * @param to the first that came; {@link #UNKNOWN} where none has yet
     */
    public record Gap(String topic, int partition, long from, long to) {
        public static final long UNKNOWN = -1;
        /** In place of a topic: that of any input, where a task has not come to one yet. */
        public static final String ANY = "";
    }

    /** Waits for the next gap. */
    public Optional<Gap> next(long millis) throws InterruptedException {
        return Optional.ofNullable(gaps.poll(millis, TimeUnit.MILLISECONDS));
    }

    /** A partition is about to be read, or with {@link Gap#ANY} those of a number. */
    void begin(String topic, int partition) {
        gaps.offer(new Gap(topic, partition, Gap.UNKNOWN, Gap.UNKNOWN));
    }

    /** A record came whose offset is not the next one; {@code from} is {@link Gap#UNKNOWN} where it is the first. */
    void passed(String topic, int partition, long from, long to) {
        gaps.offer(new Gap(topic, partition, from, to));
    }
}
