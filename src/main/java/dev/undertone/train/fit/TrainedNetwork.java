// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.fit;

import dev.undertone.infer.SentimentModel;
import dev.undertone.text.TokenIds;
import dev.undertone.train.data.Dataset;
import dev.undertone.train.network.Weights;
import dev.undertone.train.onnx.OnnxExporter;
import dev.undertone.train.plan.NetworkShape;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A network as {@link NetworkTraining} leaves it, to be measured. Immutable. */
public final class TrainedNetwork {
    private final Weights weights;
    private final List<EpochRecord> history;
    private final boolean diverged;

    TrainedNetwork(Weights weights, List<EpochRecord> history, boolean diverged) {
        this.weights = weights;
        this.history = List.copyOf(history);
        this.diverged = diverged;
    }

    public NetworkShape shape() {
        return weights.shape();
    }

    /** Every finished epoch, first to last; empty where the network is fresh. */
    public List<EpochRecord> history() {
        return history;
    }

    /** Whether the training ended early because the loss was no number any more. */
    public boolean diverged() {
        return diverged;
    }

    /** The network as the bytes of an ONNX graph. */
    public byte[] graph() {
        return OnnxExporter.export(weights, Optional.empty(), Map.of());
    }

    /** How close {@code exported} comes to this network on {@code reviews}, whatever the distance. */
    public Parity parity(SentimentModel exported, List<TokenIds> reviews) {
        Predictions expected = EpochTrainer.logits(weights, Dataset.unlabelled(reviews));
        return Parity.check(exported, reviews, expected, Double.POSITIVE_INFINITY);
    }

    Weights weights() {
        return weights;
    }
}
