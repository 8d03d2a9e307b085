// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train;

import dev.undertone.text.Vocabulary;
import java.util.List;

/**
 * What a training leaves before it becomes a bundle.
 *
 * @param weights of the best epoch
 * @param vocabulary whose ids they know
 * @param validation the held-out reviews
 * @param validationLogits the trainer's own, in the order of {@code validation}; not to be changed
 * @param history every epoch, first to last
 */
record TrainedModel(
        Weights weights,
        Vocabulary vocabulary,
        EncodedCorpus validation,
        float[] validationLogits,
        List<EpochRecord> history) {}
