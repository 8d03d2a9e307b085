// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.fit;

/**
 * One pass over the training reviews and what the model was worth after it.
 *
 * @param epoch counted from 1
 * @param trainingLoss mean binary cross-entropy over the pass, with dropout, in nats
 * @param validationLoss mean binary cross-entropy on the held-out reviews, calibrated on them, in nats
 * @param validationAccuracy share of right verdicts there
 * @param seconds it took, validation included
 */
public record EpochRecord(
        int epoch, double trainingLoss, double validationLoss, double validationAccuracy, double seconds) {
    /**
     * Whether to keep this epoch's weights rather than {@code other}'s. The loss decides: among some thousand reviews
     * the accuracy moves by chance more than epochs differ. It is the calibrated one because a bundle's logits are
     * calibrated too.
     */
    boolean beats(EpochRecord other) {
        return validationLoss < other.validationLoss;
    }
}
