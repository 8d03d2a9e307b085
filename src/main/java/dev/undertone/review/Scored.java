// SPDX-License-Identifier: Apache-2.0
package dev.undertone.review;

import java.util.Objects;
import java.util.Optional;

/**
 * The sentiment of one review.
 *
 * @param label the verdict; neutral only where a neutral band is configured or the model has learned what neutral is
 * @param probability calibrated probability that the review is positive rather than negative, 0..1
 * @param probabilities of all three verdicts, where the model has learned what neutral is
 * @param tokens how many tokens the model read, at least 1
 * @param unknown how many of them its vocabulary does not have
 * @param truncated whether the review had more tokens than the model reads
 * @param model that made it
 * @param explanation why, as far as that was asked for
 */
public record Scored(
        Label label,
        double probability,
        Optional<Probabilities> probabilities,
        int tokens,
        int unknown,
        boolean truncated,
        ModelId model,
        Explanation explanation)
        implements Outcome {
    public Scored {
        Objects.requireNonNull(explanation, "explanation");
        Objects.requireNonNull(label, "label");
        Objects.requireNonNull(probabilities, "probabilities");
        Objects.requireNonNull(model, "model");
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("probability must lie in 0..1, not " + probability);
        }
        if (tokens < 1) {
            throw new IllegalArgumentException("tokens must be at least 1, not " + tokens);
        }
        if (unknown < 0 || unknown > tokens) {
            throw new IllegalArgumentException("unknown must lie in 0.." + tokens + ", not " + unknown);
        }
    }

    /** Without an explanation. */
    public Scored(
            Label label,
            double probability,
            Optional<Probabilities> probabilities,
            int tokens,
            int unknown,
            boolean truncated,
            ModelId model) {
        this(label, probability, probabilities, tokens, unknown, truncated, model, Explanation.NONE);
    }

    /** By a model that has not learned what neutral is, and knows every token. */
    public Scored(Label label, double probability, int tokens, boolean truncated, ModelId model) {
        this(label, probability, Optional.empty(), tokens, 0, truncated, model);
    }

    /** Where the review stands between -1, all negative, and 1, all positive. */
    public double score() {
        return probabilities.isPresent() ? probabilities.get().score() : 2 * probability - 1;
    }

    /**
     * How sure the model is: the probability of the label where it has learned what neutral is, else that of the side
     * it leans to, 0.5..1.
     */
    public double confidence() {
        return probabilities.isPresent() ? probabilities.get().of(label) : Math.max(probability, 1 - probability);
    }

    /** The share of the tokens read that the model's vocabulary has, 0..1. */
    public double known() {
        return (double) (tokens - unknown) / tokens;
    }
}
