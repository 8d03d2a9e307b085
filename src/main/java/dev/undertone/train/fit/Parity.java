// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.fit;

import dev.undertone.infer.BatchedScoring;
import dev.undertone.infer.Logits;
import dev.undertone.infer.SentimentModel;
import dev.undertone.text.TokenIds;
import dev.undertone.train.plan.TrainingException;
import java.util.List;
import java.util.Locale;

/**
 * How close the exported graph comes to the network it was made from.
 *
 * @param reviews compared
 * @param largestLogitDifference over all of them, divided by the logit's size where that is above 1
 * @param largestProbabilityDifference over all of them, of the plain sigmoid
 */
public record Parity(int reviews, double largestLogitDifference, double largestProbabilityDifference) {
    /** Both differences allowed by default. Single precision leaves some 1e-6; a wrong graph differs by far more. */
    public static final double TOLERANCE = 1e-5;

    /**
     * The most that may be asked for. A network without regularization amplifies rounding over hundreds of steps, to
     * some 1e-4.
     */
    public static final double LARGEST_TOLERANCE = 5e-4;

    /**
     * Scores {@code reviews} with {@code exported} and compares all that it says.
     *
     * @param expected the trainer's own, of these reviews and perhaps more
     * @param tolerance for both differences
     * @throws TrainingException if any review differs by more than the tolerance
     */
    public static Parity check(
            SentimentModel exported, List<TokenIds> reviews, Predictions expected, double tolerance) {
        Logits actual = BatchedScoring.allLogits(exported, reviews);
        Parity polarity = of(actual.polarity(), expected.polarity());
        Parity parity = actual.neutral()
                .map(neutral -> polarity.or(of(neutral, expected.neutral())))
                .orElse(polarity);
        double logit = parity.largestLogitDifference;
        double probability = parity.largestProbabilityDifference;
        if (!(logit <= tolerance && probability <= tolerance)) {
            throw new TrainingException(String.format(
                    Locale.ROOT,
                    "the exported graph differs from the trained network by %.1e in a logit and %.1e in a probability, "
                            + "more than the %.0e allowed, so no bundle was written; --resume with a larger --parity-tolerance accepts it",
                    logit,
                    probability,
                    tolerance));
        }
        return parity;
    }

    private static Parity of(float[] actual, float[] expected) {
        double logit = 0;
        double probability = 0;
        for (int i = 0; i < actual.length; i++) {
            logit = Math.max(logit, Math.abs(actual[i] - expected[i]) / Math.max(1.0, Math.abs(expected[i])));
            probability = Math.max(probability, Math.abs(sigmoid(actual[i]) - sigmoid(expected[i])));
        }
        return new Parity(actual.length, logit, probability);
    }

    /** The larger differences of both. */
    private Parity or(Parity other) {
        return new Parity(
                reviews,
                Math.max(largestLogitDifference, other.largestLogitDifference),
                Math.max(largestProbabilityDifference, other.largestProbabilityDifference));
    }

    private static double sigmoid(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }
}
