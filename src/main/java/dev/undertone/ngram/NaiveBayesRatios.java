// SPDX-License-Identifier: Apache-2.0
package dev.undertone.ngram;

/** Counts how often each feature occurs in positive and in negative rows. */
final class NaiveBayesRatios {
    /** Added to every count, so that a feature seen on one side only has a finite ratio. */
    private static final double SMOOTHING = 1;

    private final float[] positive;
    private final float[] negative;

    NaiveBayesRatios(int features) {
        this(new float[features], new float[features]);
    }

    private NaiveBayesRatios(float[] positive, float[] negative) {
        this.positive = positive;
        this.negative = negative;
    }

    NaiveBayesRatios copy() {
        return new NaiveBayesRatios(positive.clone(), negative.clone());
    }

    /** @param probability that the row is positive */
    void count(int[] row, double probability) {
        for (int feature : row) {
            positive[feature] += (float) probability;
            negative[feature] += (float) (1 - probability);
        }
    }

    /**
     * For each feature the logarithm of its share among the positive rows' features over that among the negative rows'.
     */
    float[] logarithms() {
        double positives = sum(positive);
        double negatives = sum(negative);
        float[] logarithms = new float[positive.length];
        for (int feature = 0; feature < logarithms.length; feature++) {
            double ratio = (positive[feature] + SMOOTHING) / positives / ((negative[feature] + SMOOTHING) / negatives);
            logarithms[feature] = (float) Math.log(ratio);
        }
        return logarithms;
    }

    private static double sum(float[] counts) {
        double sum = 0;
        for (float count : counts) {
            sum += count + SMOOTHING;
        }
        return sum;
    }
}
