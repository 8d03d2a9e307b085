// SPDX-License-Identifier: Apache-2.0
package dev.undertone.compare.report;

import dev.undertone.report.Estimate;
import java.util.DoubleSummaryStatistics;
import java.util.Map;

/**
 * A figure over the seeds.
 *
 * @param least of the seeds
 * @param most of the seeds
 * @param seeds how many
 */
record Spread(double mean, double least, double most, int seeds) {
    /** @param bySeed at least one figure */
    static Spread of(Map<Long, Double> bySeed) {
        if (bySeed.isEmpty()) {
            throw new IllegalArgumentException("there is no figure");
        }
        DoubleSummaryStatistics figures =
                bySeed.values().stream().mapToDouble(Double::doubleValue).summaryStatistics();
        // The mean of equal numbers may differ from them in its last digit.
        double mean = Math.max(figures.getMin(), Math.min(figures.getMax(), figures.getAverage()));
        return new Spread(mean, figures.getMin(), figures.getMax(), bySeed.size());
    }

    /** With a bar from the least to the most. */
    Estimate estimate() {
        return new Estimate(mean, least, most);
    }

    /**
     * {@code 1.20 (1.10 to 1.30)}.
     *
     * @param format of each number
     */
    String text(String format) {
        String middle = Wording.format(format, mean);
        return seeds == 1
                ? middle
                : middle + " (" + Wording.format(format, least) + " to " + Wording.format(format, most) + ")";
    }
}
