// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.plan;

import java.util.Objects;

/**
 * How the weights are searched for, by Adam (Kingma and Ba 2015) with decoupled weight decay (AdamW, Loshchilov and
 * Hutter 2019).
 *
 * @param learningRate the largest the schedule reaches
 * @param weightDecay of AdamW; 0 is plain Adam
 * @param clipNorm gradients longer than this are shortened to it (Pascanu et al. 2013); 0 switches that off
 * @param schedule of the learning rate
 * @param averaging decay, per step, of a running mean of the weights that is used in their place (Polyak and Juditsky
 *     1992); 0 uses the weights themselves
 * @param batchSize the mini-batch size
 * @param epochs passes over the training reviews
 */
public record Optimization(
        double learningRate,
        double weightDecay,
        double clipNorm,
        Schedule schedule,
        double averaging,
        int batchSize,
        int epochs) {
    public Optimization {
        Objects.requireNonNull(schedule, "schedule");
        if (!(learningRate > 0) || !(weightDecay >= 0) || !(clipNorm >= 0) || !(averaging >= 0 && averaging < 1)) {
            throw new IllegalArgumentException(
                    "the learning rate must be above 0, weight decay and clip norm 0 or more, averaging from 0 to below 1, not "
                            + learningRate + ", " + weightDecay + ", " + clipNorm + " and " + averaging);
        }
        if (batchSize < 1 || epochs < 1) {
            throw new IllegalArgumentException(
                    "a run needs a batch of 1 review and 1 epoch at least, not " + batchSize + " and " + epochs);
        }
    }

    public Optimization withEpochs(int changed) {
        return new Optimization(learningRate, weightDecay, clipNorm, schedule, averaging, batchSize, changed);
    }
}
