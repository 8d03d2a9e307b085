// SPDX-License-Identifier: Apache-2.0
package dev.undertone.compare;

import java.util.Arrays;

/** The middle of some numbers, which a few that are far off do not move. */
final class Median {
    private Median() {}

    /** @param numbers in any order, at least one */
    static double of(double[] numbers) {
        double[] sorted = numbers.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
