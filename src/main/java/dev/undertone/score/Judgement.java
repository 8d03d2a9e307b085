// SPDX-License-Identifier: Apache-2.0
package dev.undertone.score;

import dev.undertone.model.Calibration;
import dev.undertone.review.Label;
import dev.undertone.review.Scored;
import dev.undertone.text.TokenIds;
import java.util.Objects;

/**
 * What a model's logit says of a review.
 *
 * @param calibration of the model
 * @param neutralBand reviews with a score between minus this and this are neutral; 0 for none, below 1
 */
public record Judgement(Calibration calibration, double neutralBand) {
    public Judgement {
        Objects.requireNonNull(calibration, "calibration");
        if (!(neutralBand >= 0 && neutralBand < 1)) {
            throw new IllegalArgumentException("the neutral band must lie between 0 and 1, not " + neutralBand);
        }
    }

    /** The outcome of a review that the model has read. */
    public Scored of(float logit, TokenIds review) {
        double probability = calibration.probability(logit);
        Label label = probability >= 0.5 ? Label.POSITIVE : Label.NEGATIVE;
        if (Math.abs(2 * probability - 1) < neutralBand) {
            label = Label.NEUTRAL;
        }
        return new Scored(label, probability, review.length(), review.truncated());
    }
}
