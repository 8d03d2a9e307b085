// SPDX-License-Identifier: Apache-2.0
package dev.undertone.score;

import dev.undertone.infer.Logits;
import dev.undertone.model.Calibration;
import dev.undertone.model.ModelManifest;
import dev.undertone.review.Explanation;
import dev.undertone.review.Label;
import dev.undertone.review.ModelId;
import dev.undertone.review.Probabilities;
import dev.undertone.review.Scored;
import dev.undertone.text.TokenIds;
import java.util.Objects;
import java.util.Optional;

/**
 * What a model's logits say of a review.
 *
 * @param model whose logits they are
 * @param calibration of the model
 * @param neutral its calibration of neutral, where it has learned what that is
 * @param neutralBand reviews with a score between minus this and this are neutral and no others; 0 leaves it to the
 *     model, below 1
 * @param explain what is said of why, where the model says what its tokens contribute
 */
public record ScoreMapper(
        ModelId model,
        Calibration calibration,
        Optional<Calibration> neutral,
        double neutralBand,
        ExplainPolicy explain) {
    public ScoreMapper {
        Objects.requireNonNull(explain, "explain");
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(calibration, "calibration");
        Objects.requireNonNull(neutral, "neutral");
        Thresholds.requireNeutralBand(neutralBand);
    }

    /** Says nothing of why. */
    public ScoreMapper(ModelId model, Calibration calibration, Optional<Calibration> neutral, double neutralBand) {
        this(model, calibration, neutral, neutralBand, ExplainPolicy.OFF);
    }

    /** Of a model that has not learned what neutral is. */
    public ScoreMapper(ModelId model, Calibration calibration, double neutralBand) {
        this(model, calibration, Optional.empty(), neutralBand);
    }

    /** What the model of a bundle with that manifest says. */
    public static ScoreMapper of(ModelManifest manifest, double neutralBand) {
        return of(manifest, neutralBand, ExplainPolicy.OFF);
    }

    /** The same, with an explanation. */
    static ScoreMapper of(ModelManifest manifest, double neutralBand, ExplainPolicy explain) {
        return new ScoreMapper(
                new ModelId(manifest.name(), manifest.version()),
                manifest.calibration(),
                manifest.learnedNeutral(),
                neutralBand,
                explain);
    }

    /** The outcome of the review in that row of what the model has read. */
    Scored of(Logits logits, int row, TokenIds review) {
        float polarity = logits.polarity()[row];
        Explanation explanation = explanation(logits, row, review);
        if (neutral.isEmpty() || logits.neutral().isEmpty()) {
            return of(polarity, review, explanation);
        }
        double probability = calibration.probability(polarity);
        Probabilities probabilities =
                Probabilities.of(neutral.get().probability(logits.neutral().get()[row]), probability);
        Label side = side(probability);
        Label label = probabilities.neutral() > probabilities.of(side) ? Label.NEUTRAL : side;
        return scored(
                neutralBand > 0 ? byBand(probabilities.score(), side) : label,
                probability,
                Optional.of(probabilities),
                review,
                explanation);
    }

    /**
     * The outcome of a review of which only the polarity is known, as of a model that has not learned what neutral is.
     */
    public Scored of(float logit, TokenIds review) {
        return of(logit, review, Explanation.NONE);
    }

    private Scored of(float logit, TokenIds review, Explanation explanation) {
        double probability = calibration.probability(logit);
        return scored(
                byBand(2 * probability - 1, side(probability)), probability, Optional.empty(), review, explanation);
    }

    private Explanation explanation(Logits logits, int row, TokenIds review) {
        return explain.isOn()
                        && logits.contributions().isPresent()
                        && review.places().isPresent()
                ? new Explainer(explain, calibration)
                        .explain(review.places().get(), logits.contributions().get()[row])
                : Explanation.NONE;
    }

    private static Label side(double probability) {
        return probability >= 0.5 ? Label.POSITIVE : Label.NEGATIVE;
    }

    private Label byBand(double score, Label side) {
        return Math.abs(score) < neutralBand ? Label.NEUTRAL : side;
    }

    private Scored scored(
            Label label,
            double probability,
            Optional<Probabilities> probabilities,
            TokenIds review,
            Explanation explanation) {
        return new Scored(
                label,
                probability,
                probabilities,
                review.length(),
                review.unknown(),
                review.truncated(),
                model,
                explanation);
    }
}
