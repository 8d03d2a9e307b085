// SPDX-License-Identifier: Apache-2.0
package dev.undertone.evaluate;

import dev.undertone.review.Label;
import dev.undertone.review.Probabilities;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * The figures of three verdicts on reviews that may be neutral.
 *
 * @param accuracy share of right verdicts
 * @param macroF1 see {@link ThreeWayConfusion#macroF1}
 * @param averageRecall see {@link ThreeWayConfusion#averageRecall}
 * @param ece of each label
 * @param confusion verdicts against truths
 */
public record ThreeWayEvaluation(
        double accuracy, double macroF1, double averageRecall, CalibrationErrors ece, ThreeWayConfusion confusion) {
    private static final int BINS = 15;

    /**
     * For each label the expected calibration error of its probability against its being the truth or not: one against
     * the rest, in {@value #BINS} equally wide bins (Nixon et al. 2019).
     */
    public record CalibrationErrors(double negative, double neutral, double positive) {}

    public ThreeWayEvaluation {
        Objects.requireNonNull(ece, "ece");
        Objects.requireNonNull(confusion, "confusion");
    }

    /** The figures of {@code reviews}, by what they are called and by how probable each label is said to be. */
    static ThreeWayEvaluation of(
            List<Rated> reviews, Function<Rated, Label> verdict, Function<Rated, Probabilities> probabilities) {
        ThreeWayConfusion.Counts counts = new ThreeWayConfusion.Counts();
        reviews.forEach(review -> counts.add(review.truth(), verdict.apply(review), 1));
        ThreeWayConfusion confusion = counts.confusion();
        return new ThreeWayEvaluation(
                confusion.accuracy(),
                confusion.macroF1(),
                confusion.averageRecall(),
                new CalibrationErrors(
                        calibrationError(reviews, Label.NEGATIVE, probabilities),
                        calibrationError(reviews, Label.NEUTRAL, probabilities),
                        calibrationError(reviews, Label.POSITIVE, probabilities)),
                confusion);
    }

    private static double calibrationError(
            List<Rated> reviews, Label label, Function<Rated, Probabilities> probabilities) {
        // By how much the probabilities of a bin exceed its truths, summed.
        double[] excess = new double[BINS];
        for (Rated review : reviews) {
            double probability = probabilities.apply(review).of(label);
            excess[Math.min(BINS - 1, (int) (probability * BINS))] += probability - (review.truth() == label ? 1 : 0);
        }
        double error = 0;
        for (double ofBin : excess) {
            error += Math.abs(ofBin);
        }
        return error / reviews.size();
    }
}
