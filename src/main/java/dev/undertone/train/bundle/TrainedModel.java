// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.bundle;

import dev.undertone.ngram.NgramLogit;
import dev.undertone.text.Vocabulary;
import dev.undertone.train.data.Dataset;
import dev.undertone.train.fit.EpochRecord;
import dev.undertone.train.fit.Predictions;
import dev.undertone.train.network.Weights;
import java.util.List;
import java.util.Optional;

/**
 * What a training leaves before it becomes a bundle.
 *
 * @param weights of the best epoch
 * @param ngrams what adds to the network's logit, if anything
 * @param vocabulary whose ids they know
 * @param validation the held-out reviews
 * @param validationLogits the trainer's own, in the order of {@code validation}; not to be changed
 * @param history every epoch, first to last
 */
public record TrainedModel(
        Weights weights,
        Optional<NgramLogit> ngrams,
        Vocabulary vocabulary,
        Dataset validation,
        Predictions validationLogits,
        List<EpochRecord> history) {}
