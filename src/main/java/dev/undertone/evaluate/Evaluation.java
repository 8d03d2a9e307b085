// SPDX-License-Identifier: Apache-2.0
package dev.undertone.evaluate;

import java.util.Objects;

/**
 * The figures of a model on labelled reviews.
 *
 * @param n how many reviews
 * @param accuracy share of right verdicts
 * @param accuracyLow lower end of the accuracy's 95 % interval (Wilson 1927)
 * @param accuracyHigh upper end of it
 * @param f1 of the positive class
 * @param ece expected calibration error: see {@link Reliability}
 * @param logLoss mean binary cross-entropy, in nats
 * @param confusion verdicts against truths
 */
public record Evaluation(
        long n,
        double accuracy,
        double accuracyLow,
        double accuracyHigh,
        double f1,
        double ece,
        double logLoss,
        Confusion confusion) {
    public Evaluation {
        Objects.requireNonNull(confusion, "confusion");
    }

    /**
     * The figures of {@code probabilities}, each that of its review being positive, against the truth beside it. A
     * probability of one half or more is the verdict positive, as in the service.
     */
    public static Evaluation of(double[] probabilities, boolean[] positive) {
        if (probabilities.length == 0 || probabilities.length != positive.length) {
            throw new IllegalArgumentException("need as many truths as probabilities, and one at least: "
                    + positive.length + " and " + probabilities.length);
        }
        int n = probabilities.length;
        long[] verdicts = new long[4];
        double loss = 0;
        for (int i = 0; i < n; i++) {
            double probability = probabilities[i];
            boolean verdict = probability >= 0.5;
            boolean right = verdict == positive[i];
            verdicts[(verdict ? 0 : 2) + (right ? 0 : 1)]++;
            double ofTruth = positive[i] ? probability : 1 - probability;
            loss -= Math.log(Math.max(ofTruth, 1e-12));
        }
        double ece = Reliability.of(probabilities, positive).expectedCalibrationError();
        Confusion confusion = new Confusion(verdicts[0], verdicts[1], verdicts[2], verdicts[3]);
        double accuracy = confusion.accuracy();
        WilsonInterval interval = WilsonInterval.of(accuracy, n);
        return new Evaluation(n, accuracy, interval.low(), interval.high(), confusion.f1(), ece, loss / n, confusion);
    }
}
