// SPDX-License-Identifier: Apache-2.0
package dev.undertone.review;

/**
 * How probable each verdict on a review is, in whole millionths, so that the three sum to 1 as they are written. There
 * only where the model has learned what neutral is.
 */
public record Probabilities(double negative, double neutral, double positive) {
    private static final int ONE = 1_000_000;

    /** Sums of millionths are no farther from 1 than this in binary. */
    private static final double ROUNDING = 1e-9;

    public Probabilities {
        if (!(negative >= 0 && neutral >= 0 && positive >= 0)
                || !(Math.abs(negative + neutral + positive - 1) < ROUNDING)) {
            throw new IllegalArgumentException("the probabilities of the three verdicts must sum to 1, not " + negative
                    + " + " + neutral + " + " + positive);
        }
    }

    /**
     * The three of a review.
     *
     * @param neutral probability that it is neutral or mixed, 0..1
     * @param positive probability that it is positive if it is not neutral, 0..1
     */
    public static Probabilities of(double neutral, double positive) {
        long[] millionths = {
            Math.round((1 - neutral) * (1 - positive) * ONE),
            Math.round(neutral * ONE),
            Math.round((1 - neutral) * positive * ONE)
        };
        // Ties belong to the side, as with a model that knows the two sides only.
        int largest = positive >= 0.5 ? 2 : 0;
        for (int i = 0; i < millionths.length; i++) {
            largest = millionths[i] > millionths[largest] ? i : largest;
        }
        // What rounding has added or taken away is least where there is most.
        millionths[largest] += ONE - (millionths[0] + millionths[1] + millionths[2]);
        return new Probabilities(
                (double) millionths[0] / ONE, (double) millionths[1] / ONE, (double) millionths[2] / ONE);
    }

    /** The probability of one verdict. */
    public double of(Label label) {
        return switch (label) {
            case NEGATIVE -> negative;
            case NEUTRAL -> neutral;
            case POSITIVE -> positive;
        };
    }

    /** Where the review stands between -1 and 1: what speaks for positive less what speaks for negative. */
    public double score() {
        return positive - negative;
    }
}
