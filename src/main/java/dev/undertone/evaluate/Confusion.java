// SPDX-License-Identifier: Apache-2.0
package dev.undertone.evaluate;

/** How often which verdict met which truth. */
public record Confusion(long truePositive, long falsePositive, long trueNegative, long falseNegative) {
    public long total() {
        return truePositive + falsePositive + trueNegative + falseNegative;
    }

    public double accuracy() {
        return ratio(truePositive + trueNegative, total());
    }

    /** Of the reviews called positive, the share that is. */
    public double precision() {
        return ratio(truePositive, truePositive + falsePositive);
    }

    /** Of the positive reviews, the share called so. */
    public double recall() {
        return ratio(truePositive, truePositive + falseNegative);
    }

    /** The harmonic mean of precision and recall of the positive class. */
    public double f1() {
        return ratio(2 * truePositive, 2 * truePositive + falsePositive + falseNegative);
    }

    private static double ratio(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }
}
