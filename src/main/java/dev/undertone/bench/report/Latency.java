// SPDX-License-Identifier: Apache-2.0
package dev.undertone.bench.report;

import java.util.Arrays;

/**
 * Times from a producer's timestamp to a consumer of committed records, in milliseconds.
 *
 * @param guarantee what the service promised meanwhile, as {@code processing.guarantee} names it
 * @param perSecond the rate at which reviews were published
 * @param sortedMillis of every review after the warm-up, shortest first
 */
public record Latency(String guarantee, double perSecond, long[] sortedMillis) {
    public Latency {
        sortedMillis = sortedMillis.clone();
        Arrays.sort(sortedMillis);
        if (sortedMillis.length == 0) {
            throw new IllegalArgumentException("a latency takes at least one review");
        }
    }

    /**
     * The time within which a share of the reviews were there.
     *
     * @param share above 0, at most 1
     */
    public long percentile(double share) {
        return sortedMillis[(int) Math.max(0, Math.ceil(share * sortedMillis.length) - 1)];
    }

    public int reviews() {
        return sortedMillis.length;
    }
}
