// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.data;

import dev.undertone.review.Label;

/**
 * What there is to learn of one text: how probable it is that its writer was pleased, if a side was taken, and that
 * none was.
 *
 * @param positive the probability that it is positive rather than negative
 * @param positiveWeight of that in the loss; 0 where nobody knows
 * @param neutral the probability that it is neutral or mixed
 * @param neutralWeight of that in the loss; 0 where nobody knows
 */
public record Target(float positive, float positiveWeight, float neutral, float neutralWeight) {
    private static final Target NEGATIVE = new Target(0, 1, 0, 1);
    private static final Target NEUTRAL = new Target(0.5f, 0, 1, 1);
    private static final Target POSITIVE = new Target(1, 1, 0, 1);

    /** What a person said, of a source that knows three classes. */
    public static Target of(Label label) {
        return switch (label) {
            case NEGATIVE -> NEGATIVE;
            case NEUTRAL -> NEUTRAL;
            case POSITIVE -> POSITIVE;
        };
    }

    /** That the text takes a side or not is not to be learned. */
    public Target polar() {
        return new Target(positive, positiveWeight, 0, 0);
    }

    /** A side taken with the probability {@code positive} of being positive. */
    public static Target polar(double positive) {
        return new Target((float) positive, 1, 0, 0);
    }

    /** The same to learn, and all that is known of it counts so many times as much in the loss. */
    public Target weighted(float times) {
        return new Target(positive, positiveWeight * times, neutral, neutralWeight * times);
    }

    /** Whether a side is taken, for all that is known. */
    public boolean isPolar() {
        return positiveWeight > 0 && neutral < 0.5f;
    }
}
