// SPDX-License-Identifier: Apache-2.0
package dev.undertone.compare;

import dev.undertone.evaluate.Evaluation;
import dev.undertone.evaluate.LengthGroup;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * All that one run was measured to be; what a resumed comparison goes on from.
 *
 * @param run which training it was
 * @param parameters of the whole network
 * @param layerParameters of its recurrent layer
 * @param learned texts an epoch passes over
 * @param heldOut reviews that chose the epoch
 * @param epochs every finished one, first to last
 * @param diverged whether the training ended early because the loss was no number any more
 * @param parity the largest difference between ONNX Runtime's logits and the trainer's own, in proportion
 * @param scoring on the test reviews
 * @param test the verdicts there: a logit of 0 or more is positive
 * @param lengths accuracy by length
 * @param thirds of the test reviews: the shortest, the middle and the longest
 * @param noise accuracy on damaged test reviews; on runs with all reviews only
 * @param gradients at the first token; on runs with all reviews only
 * @param cpuSeconds processor time of everything above
 */
public record RunFigures(
        TrainingRun run,
        long parameters,
        long layerParameters,
        int learned,
        int heldOut,
        List<Epoch> epochs,
        boolean diverged,
        double parity,
        Scoring scoring,
        Evaluation test,
        List<LengthGroup> lengths,
        List<Third> thirds,
        List<Noisy> noise,
        List<Gradient> gradients,
        double cpuSeconds) {
    /**
     * One pass over the training reviews.
     *
     * @param trainingLoss mean binary cross-entropy, in nats
     * @param heldOutLoss the same on the reviews that choose the epoch
     * @param heldOutAccuracy share of right verdicts there
     * @param cpuSeconds processor time of the pass alone
     */
    public record Epoch(double trainingLoss, double heldOutLoss, double heldOutAccuracy, double cpuSeconds) {}

    /**
     * What scoring costs.
     *
     * @param reviews scored
     * @param cpuSeconds processor time of ONNX Runtime, tokenizing not included
     */
    public record Scoring(int reviews, double cpuSeconds) {
        public double microsPerReview() {
            return 1e6 * cpuSeconds / reviews;
        }

        public double reviewsPerCoreSecond() {
            return reviews / cpuSeconds;
        }
    }

    /**
     * A third of the test reviews.
     *
     * @param shortest in tokens read
     * @param longest in tokens read
     */
    public record Third(int shortest, int longest, long n, double accuracy) {}

    /**
     * What is left of the accuracy.
     *
     * @param share of the words that are damaged
     */
    public record Noisy(Noise noise, double share, double accuracy) {}

    /**
     * Norms of the gradient of the logit with respect to the first token read, of a review of {@code tokens} tokens.
     *
     * @param trained after training or before it
     * @param forwardOnly through the layer that reads forward alone, or through the whole network
     * @param median over the reviews
     */
    public record Gradient(boolean trained, boolean forwardOnly, int tokens, int reviews, double median) {}

    public RunFigures {
        Objects.requireNonNull(run, "run");
        Objects.requireNonNull(scoring, "scoring");
        Objects.requireNonNull(test, "test");
        epochs = List.copyOf(epochs);
        lengths = List.copyOf(lengths);
        thirds = List.copyOf(thirds);
        noise = List.copyOf(noise);
        gradients = List.copyOf(gradients);
    }

    /**
     * Processor time of learning from one review once, in the median epoch: what else a machine does costs some epochs
     * more than others. 0 where no epoch was finished.
     */
    public double trainingMicrosPerReview() {
        if (epochs.isEmpty()) {
            return 0;
        }
        return 1e6 * Median.of(epochs.stream().mapToDouble(Epoch::cpuSeconds).toArray()) / learned;
    }

    public Optional<Noisy> noisy(Noise kind, double share) {
        return noise.stream()
                .filter(one -> one.noise() == kind && one.share() == share)
                .findFirst();
    }
}
