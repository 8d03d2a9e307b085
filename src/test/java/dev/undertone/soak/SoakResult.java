// SPDX-License-Identifier: Apache-2.0
package dev.undertone.soak;

import java.util.List;

/**
 * What a soak came to.
 *
 * @param bursts of the load
 * @param swaps of the survivor's model that were asked for, and answered as they should be
 * @param refusals of broken models, the same
 * @param countedSwaps by the survivor's own metric
 * @param shadowed reviews that the survivor's shadow has compared at least
 * @param kills of the victim
 * @param cleanEnds of the victim, each with exit code 0; the last one is not the plan's
 * @param rebalances generations of the group, as the broker counted them
 */
record SoakResult(
        Plan plan,
        SoakFindings findings,
        Memory memory,
        List<Watch.Sample> samples,
        int bursts,
        int swaps,
        int refusals,
        int countedSwaps,
        long shadowed,
        int kills,
        int cleanEnds,
        int rebalances) {
    /** At how many of the looks a survivor was not live. */
    long notLive() {
        return samples.stream().filter(sample -> !sample.live()).count();
    }

    long notReady() {
        return samples.stream().filter(sample -> !sample.ready()).count();
    }
}
