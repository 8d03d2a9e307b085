// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train;

/**
 * One pass over the training reviews and what the model was worth after it.
 *
 * @param epoch counted from 1
 * @param trainingLoss mean binary cross-entropy over the pass, with dropout, in nats
 * @param validationLoss mean binary cross-entropy on the held-out reviews, before calibration, in nats
 * @param validationAccuracy share of right verdicts there
 * @param seconds it took, validation included
 */
public record EpochRecord(
        int epoch, double trainingLoss, double validationLoss, double validationAccuracy, double seconds) {
    /** Whether to keep this epoch's weights rather than {@code other}'s: by accuracy, then by loss. */
    boolean beats(EpochRecord other) {
        return validationAccuracy > other.validationAccuracy
                || (validationAccuracy == other.validationAccuracy && validationLoss < other.validationLoss);
    }
}
