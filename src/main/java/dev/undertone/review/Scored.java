// SPDX-License-Identifier: Apache-2.0
package dev.undertone.review;

import java.util.Objects;

/**
 * The sentiment of one review.
 *
 * @param label the verdict; neutral only where a neutral band is configured
 * @param probability calibrated probability that the review is positive, 0..1
 * @param tokens how many tokens the model read, at least 1
 * @param truncated whether the review had more tokens than the model reads
 * @param model that made it
 */
public record Scored(Label label, double probability, int tokens, boolean truncated, ModelId model) implements Outcome {
    public Scored {
        Objects.requireNonNull(label, "label");
        Objects.requireNonNull(model, "model");
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("probability must lie in 0..1, not " + probability);
        }
        if (tokens < 1) {
            throw new IllegalArgumentException("tokens must be at least 1, not " + tokens);
        }
    }

    /** Where the review stands between -1, all negative, and 1, all positive. */
    public double score() {
        return 2 * probability - 1;
    }

    /** How sure the model is of the side it leans to: the probability of that side, 0.5..1. */
    public double confidence() {
        return Math.max(probability, 1 - probability);
    }
}
