// SPDX-License-Identifier: Apache-2.0
package dev.undertone.score;

/**
 * What users decide of verdicts, whichever model makes them.
 *
 * @param neutralBand reviews with a score between minus this and this are neutral and no others; 0 leaves it to the
 *     model, below 1
 * @param minKnown reviews of whose tokens the model's vocabulary has a smaller share are rejected; 0 for none, at
 *     most 1
 */
public record Thresholds(double neutralBand, double minKnown) {
    /** Leaves everything to the model. */
    public static final Thresholds NONE = new Thresholds(0, 0);

    public Thresholds {
        requireNeutralBand(neutralBand);
        if (!(minKnown >= 0 && minKnown <= 1)) {
            throw new IllegalArgumentException("the least share of known tokens must lie in 0..1, not " + minKnown);
        }
    }

    static void requireNeutralBand(double neutralBand) {
        if (!(neutralBand >= 0 && neutralBand < 1)) {
            throw new IllegalArgumentException("the neutral band must lie between 0 and 1, not " + neutralBand);
        }
    }
}
