// SPDX-License-Identifier: Apache-2.0
package dev.undertone.trends;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * How far the partitions of the scored topic have come, by the times of their reviews. Confined to one thread.
 */
final class SourceTimes {
    /** A partition from which nothing has come for so long holds back none. */
    static final long SILENT_AFTER_MILLIS = Duration.ofMinutes(5).toMillis();

    private final Map<Integer, Source> sources = new HashMap<>();

    /**
     * A partition.
     *
     * @param time of its reviews
     * @param heardAt by the clock
     */
    private record Source(long time, long heardAt) {}

    /** Notes what a part came with, and returns how far that partition has come. */
    long heard(int source, long time, long now) {
        Source before = sources.get(source);
        long latest = before == null ? time : Math.max(before.time(), time);
        sources.put(source, new Source(latest, now));
        return latest;
    }

    /**
     * The time before which no more reviews are to be expected, but for those behind a failure that lasts: that of the
     * partition that is farthest behind. Where all are silent, time goes on by the clock.
     */
    OptionalLong watermark(long now) {
        OptionalLong slowest = sources.values().stream()
                .filter(source -> now - source.heardAt() < SILENT_AFTER_MILLIS)
                .mapToLong(Source::time)
                .min();
        return slowest.isPresent()
                ? slowest
                : sources.values().stream()
                        .mapToLong(source -> source.time() + now - source.heardAt())
                        .max();
    }
}
