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
    static double pOfFall(Figures before, Figures now) {
        double fall = before.mean().orElseThrow() - now.mean().orElseThrow();
        double ofBefore = before.variance().orElseThrow() / before.count();
        double ofNow = now.variance().orElseThrow() / now.count();
        double both = ofBefore + ofNow;
        if (both == 0) {
            // Every review of either window has the same score.
            return fall > 0 ? 0 : fall < 0 ? 1 : 0.5;
        }
        double t = fall / Math.sqrt(both);
        double freedom = both * both / (ofBefore * ofBefore / (before.count() - 1) + ofNow * ofNow / (now.count() - 1));
        return upperTail(t, freedom);
    }

    /** The share of Student's distribution above {@code t}. */
    private static double upperTail(double t, double freedom) {
        double beyond = RegularizedBeta.value(freedom / (freedom + t * t), freedom / 2, 0.5) / 2;
        return t > 0 ? beyond : 1 - beyond;
    }
}
