// SPDX-License-Identifier: Apache-2.0
package dev.undertone.compare;

import dev.undertone.chart.Estimate;
import java.util.Collection;

/**
 * A figure over the seeds.
 *
 * @param least of the seeds
 * @param most of the seeds
 * @param seeds how many
 */
record Spread(double mean, double least, double most, int seeds) {
    /** @param figures one a seed, at least one */
    static Spread of(Collection<Double> figures) {
        if (figures.isEmpty()) {
            throw new IllegalArgumentException("there is no figure");
        }
        double mean =
                figures.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        double least = figures.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
        double most = figures.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        // The mean of equal numbers may differ from them in its last digit.
        return new Spread(Math.max(least, Math.min(most, mean)), least, most, figures.size());
    }

    /** With a bar from the least to the most. */
    Estimate estimate() {
        return new Estimate(mean, least, most);
    }

    /** {@code 1.20 (1.10 to 1.30)}. @param format of each number */
    String text(String format) {
        String middle = Wording.format(format, mean);
        return seeds == 1
                ? middle
                : middle + " (" + Wording.format(format, least) + " to " + Wording.format(format, most) + ")";
    }
}
