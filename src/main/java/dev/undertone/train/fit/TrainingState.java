// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.fit;

import dev.undertone.train.network.AdamW;
import dev.undertone.train.network.Weights;
import java.util.List;
import java.util.Optional;

/**
 * A training between two epochs: all that the next epoch and the end need.
 *
 * @param history the epochs done, first to last
 * @param optimizer where the search for weights stands
 * @param best the weights of the best epoch so far; those to start from before the first
 */
public record TrainingState(List<EpochRecord> history, AdamW.State optimizer, Weights best) {
    public TrainingState {
        history = List.copyOf(history);
    }

    public static TrainingState fresh(Weights weights) {
        return new TrainingState(List.of(), AdamW.State.fresh(weights), weights);
    }

    public int epochsDone() {
        return history.size();
    }

    Optional<EpochRecord> bestEpoch() {
        return history.stream().reduce((best, next) -> next.beats(best) ? next : best);
    }
}
