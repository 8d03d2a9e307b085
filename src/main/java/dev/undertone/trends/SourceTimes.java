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
     * @param complete the time up to which all of it has come
     * @param latest the latest time that is known of
     * @param heardAt by the clock
     */
    private record Source(long complete, long latest, long heardAt) {}

    /** Notes what a part came with, and returns up to which time all of that partition has come. */
    long heard(int source, long complete, long latest, long now) {
        Source before = sources.getOrDefault(source, new Source(complete, latest, now));
        Source after = new Source(Math.max(before.complete(), complete), Math.max(before.latest(), latest), now);
        sources.put(source, after);
        return after.complete();
    }

    /**
     * The time before which no more reviews are to be expected, but for those behind a failure that lasts: that of the
     * partition that is farthest behind. Where all are silent, time goes on by the clock.
     */
    OptionalLong watermark(long now) {
        OptionalLong slowest = sources.values().stream()
                .filter(source -> now - source.heardAt() < SILENT_AFTER_MILLIS)
                .mapToLong(Source::complete)
                .min();
        return slowest.isPresent()
                ? slowest
                : sources.values().stream()
                        .mapToLong(source -> source.latest() + now - source.heardAt())
                        .max();
    }
}
