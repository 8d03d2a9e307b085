// SPDX-License-Identifier: Apache-2.0
package dev.undertone.evaluate.behaviour;

import dev.undertone.review.Label;
import java.util.Objects;

/**
 * What a model says of a text.
 *
 * @param label the side it is on, or neutral
 * @param score from -1, all negative, to 1, all positive
 * @param knowsNeutral whether the model has learned what neutral is, so that its label may be that
 */
public record CaseVerdict(Label label, double score, boolean knowsNeutral) {
    public CaseVerdict {
        Objects.requireNonNull(label, "label");
        if (!(score >= -1 && score <= 1)) {
            throw new IllegalArgumentException("a score must lie in -1..1, not " + score);
        }
    }

    /**
     * That of a model that knows the two sides only.
     *
     * @param probability that the text is positive, 0..1
     */
    public static CaseVerdict ofSides(double probability) {
        return new CaseVerdict(probability >= 0.5 ? Label.POSITIVE : Label.NEGATIVE, 2 * probability - 1, false);
    }

    /**
     * The score on the scale of a probability, 0..1; where the model knows the two sides only, the probability
     * of positive.
     */
    public double position() {
        return (score + 1) / 2;
    }
}
