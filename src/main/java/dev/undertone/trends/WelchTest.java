// SPDX-License-Identifier: Apache-2.0
package dev.undertone.trends;

import org.apache.commons.numbers.gamma.RegularizedBeta;

/**
 * Whether two windows' mean scores differ, by the test of B. L. Welch (Biometrika 34, 1947), which does not suppose
 * that their variances are the same. One-sided.
 */
final class WelchTest {
    private WelchTest() {}

    /**
     * How likely a mean as low as that of {@code now}, or lower, would be if it had not fallen, from 0 to 1. Both need
     * two reviews.
     */
    static double pOfFall(SentimentFigures before, SentimentFigures now) {
        return pOfFall(
                before.mean().orElseThrow() - now.mean().orElseThrow(),
                before.variance().orElseThrow(),
                before.count(),
                now.variance().orElseThrow(),
                now.count());
    }

    static double pOfFall(double fall, double variance, long count, double varianceNow, long countNow) {
        double ofBefore = variance / count;
        double ofNow = varianceNow / countNow;
        double both = ofBefore + ofNow;
        if (both == 0) {
            // Every review of either window has the same score.
            return fall > 0 ? 0 : fall < 0 ? 1 : 0.5;
        }
        double freedom = both * both / (ofBefore * ofBefore / (count - 1) + ofNow * ofNow / (countNow - 1));
        return upperTail(fall / Math.sqrt(both), freedom);
    }

    /** The share of Student's distribution above {@code t}. */
    private static double upperTail(double t, double freedom) {
        double beyond = RegularizedBeta.value(freedom / (freedom + t * t), freedom / 2, 0.5) / 2;
        return t > 0 ? beyond : 1 - beyond;
    }
}
