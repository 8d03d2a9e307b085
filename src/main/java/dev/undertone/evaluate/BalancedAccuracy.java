// SPDX-License-Identifier: Apache-2.0
package dev.undertone.evaluate;

import java.util.Optional;

/**
 * The mean of the accuracies on positive and on negative reviews: what always saying the more frequent one leaves at
 * one half.
 *
 * @param value the mean
 * @param low lower end of its 95 % interval, from Wilson's for either side (MOVER: Zou and Donner 2008)
 * @param high upper end of it
 */
public record BalancedAccuracy(double value, double low, double high) {
    /** That of reviews of both sides; of one side alone there is none. */
    static Optional<BalancedAccuracy> of(Confusion confusion) {
        long positives = confusion.truePositive() + confusion.falseNegative();
        long negatives = confusion.trueNegative() + confusion.falsePositive();
        if (positives == 0 || negatives == 0) {
            return Optional.empty();
        }
        double ofPositive = (double) confusion.truePositive() / positives;
        double ofNegative = (double) confusion.trueNegative() / negatives;
        WilsonInterval positive = WilsonInterval.of(ofPositive, positives);
        WilsonInterval negative = WilsonInterval.of(ofNegative, negatives);
        double value = (ofPositive + ofNegative) / 2;
        return Optional.of(new BalancedAccuracy(
                value,
                value - Math.hypot(ofPositive - positive.low(), ofNegative - negative.low()) / 2,
                value + Math.hypot(positive.high() - ofPositive, negative.high() - ofNegative) / 2));
    }
}
