// SPDX-License-Identifier: Apache-2.0
package dev.undertone.score;

import dev.undertone.model.Calibration;
import dev.undertone.model.ModelManifest;
import dev.undertone.review.Label;
import dev.undertone.review.ModelId;
import dev.undertone.review.Scored;
import dev.undertone.text.TokenIds;
import java.util.Objects;

/**
 * What a model's logit says of a review.
 *
 * @param model whose logit it is
 * @param calibration of the model
 * @param neutralBand reviews with a score between minus this and this are neutral; 0 for none, below 1
 */
public record Judgement(ModelId model, Calibration calibration, double neutralBand) {
    public Judgement {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(calibration, "calibration");
        if (!(neutralBand >= 0 && neutralBand < 1)) {
            throw new IllegalArgumentException("the neutral band must lie between 0 and 1, not " + neutralBand);
        }
    }

    /** What the model of a bundle with that manifest says. */
    public static Judgement of(ModelManifest manifest, double neutralBand) {
        return new Judgement(new ModelId(manifest.name(), manifest.version()), manifest.calibration(), neutralBand);
    }

    /** The outcome of a review that the model has read. */
    public Scored of(float logit, TokenIds review) {
        double probability = calibration.probability(logit);
        Label label = probability >= 0.5 ? Label.POSITIVE : Label.NEGATIVE;
        if (Math.abs(2 * probability - 1) < neutralBand) {
            label = Label.NEUTRAL;
        }
        return new Scored(label, probability, review.length(), review.truncated(), model);
    }
}
