// SPDX-License-Identifier: Apache-2.0
package dev.undertone.soak;

import java.time.Duration;

/**
 * How long a soak lasts and how often what happens.
 *
 * @param length of the load
 * @param warmUp from when on memory has to be flat
 * @param sampleEvery how often memory and health are looked at
 * @param changeEvery how often the survivor is offered another model
 * @param leastCalm between two ends of the victim
 * @param mostCalm the same
 * @param mostGrowth of what is resident, as a ratio of the end to the end of the warm-up
 * @param seed decides what is published, and when the victim ends and how
 */
record Plan(
        Duration length,
        Duration warmUp,
        Duration sampleEvery,
        Duration changeEvery,
        Duration leastCalm,
        Duration mostCalm,
        double mostGrowth,
        long seed) {
    /** From here on a process has had the time to take all that it ever needs. */
    private static final Duration LONG = Duration.ofMinutes(20);

    private static final Duration LONGEST_WARM_UP = Duration.ofMinutes(5);

    /** What {@code SwapMemoryIT} allows fifty swaps. */
    private static final double FLAT = 1.08;

    private static final double LENIENT = 2;

    static Plan of(Duration length, long seed) {
        Duration quarter = length.dividedBy(4);
        Duration warmUp = quarter.compareTo(LONGEST_WARM_UP) < 0 ? quarter : LONGEST_WARM_UP;
        if (length.compareTo(Duration.ofMinutes(2)) < 0) {
            return new Plan(
                    length,
                    warmUp,
                    Duration.ofMillis(500),
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(5),
                    LENIENT,
                    seed);
        }
        return new Plan(
                length,
                warmUp,
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                Duration.ofSeconds(5),
                Duration.ofSeconds(75),
                length.compareTo(LONG) < 0 ? LENIENT : FLAT,
                seed);
    }
}
