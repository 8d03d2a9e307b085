// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.network;

import dev.undertone.train.plan.NetworkShape;
import dev.undertone.train.plan.Pooling;
import dev.undertone.train.plan.RecurrentLayer;
import dev.undertone.train.plan.Regularization;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * The network in libtorch: embedding, recurrent layer, pooling, a linear unit for each output. Its logits are exact
 * under padding, and so is what {@code OnnxExporter} writes of it.
 *
 * <p>Two directions are two one-directional layers, the second over the reversed review: libtorch's packed sequences
 * give the same numbers at several times the cost. Confined to one thread; make and use it inside a scope that
 * outlives it.
 */
public final class SentimentNetwork {
    /** Below every output of tanh, and of an LSTM. */
    private static final float BELOW_ALL = -2;

    private final NetworkShape shape;
    private final WeightTensors weights;
    private final Regularization regularization;

    public SentimentNetwork(WeightTensors weights, Regularization regularization) {
        this.shape = weights.shape();
        this.weights = weights;
        this.regularization = regularization;
    }

    /** The tokens' vectors [time, rows, embedding], where the rest of the network starts. */
    public Tensor embed(Batch batch) {
        return torch.embedding(
                weights.get(NetworkShape.EMBEDDING), Tensor.create(batch.tokens(), batch.time(), batch.rows()));
    }

    /** Logits [rows, outputs] without dropout. */
    public Tensor logits(Batch batch) {
        return forward(embed(batch), batch, Regularization.NONE);
    }

    /** Logits [rows, outputs] of what {@link #embed} gave, with dropout, whose choice libtorch's seed decides. */
    public Tensor trainingLogits(Tensor embedded, Batch batch) {
        return forward(embedded, batch, regularization);
    }

    private Tensor forward(Tensor embedded, Batch batch, Regularization drop) {
        Tensor input = embedded;
        if (drop.embeddingDropout() > 0) {
            Tensor columns =
                    torch.dropout(torch.ones(1, batch.rows(), shape.embedding()), drop.embeddingDropout(), true);
            input = embedded.mul(columns);
        }
        TensorVector features = new TensorVector();
        for (String direction : shape.directions()) {
            boolean backward = direction.equals(NetworkShape.BACKWARD);
            pool(recurrent(direction, backward ? reversed(input, batch) : input), batch, features);
        }
        Tensor pooled = torch.dropout(torch.cat(features, 1), drop.dropout(), drop.dropout() > 0);
        Tensor output = weights.get(NetworkShape.OUTPUT_WEIGHT);
        Tensor logits = pooled.matmul(output.t()).add(weights.get(NetworkShape.OUTPUT_BIAS));
        if (!shape.neutral()) {
            return logits;
        }
        // No straight line separates what leans to neither side from both. What leans is not to be learned from this.
        Tensor polarity = logits.slice(1, new LongOptional(0), new LongOptional(1), 1);
        Tensor leaning = polarity.detach().abs().mul(weights.get(NetworkShape.NEUTRAL_SLOPE));
        Tensor neutral =
                logits.slice(1, new LongOptional(1), new LongOptional(2), 1).sub(leaning);
        return torch.cat(new TensorVector(polarity, neutral), 1);
    }

    private Tensor reversed(Tensor embedded, Batch batch) {
        long cells = (long) batch.time() * batch.rows();
        return embedded.reshape(cells, shape.embedding())
                .index_select(0, Tensor.create(batch.reversal(), cells))
                .reshape(batch.time(), batch.rows(), shape.embedding());
    }

    /** Outputs [time, rows, hidden] of one direction. */
    private Tensor recurrent(String direction, Tensor embedded) {
        long rows = embedded.size(1);
        Tensor input = weights.get(NetworkShape.inputWeight(direction));
        // libtorch has a second bias that adds nothing a single one cannot learn.
        TensorVector cell = new TensorVector(
                input,
                weights.get(NetworkShape.recurrentWeight(direction)),
                weights.get(NetworkShape.bias(direction)),
                torch.zeros(input.size(0)));
        Tensor zero = torch.zeros(1, rows, shape.hidden());
        if (shape.kind() == RecurrentLayer.RNN) {
            return torch.rnn_tanh(embedded, zero, cell, true, 1, 0, true, false, false)
                    .get0();
        }
        return torch.lstm(embedded, new TensorVector(zero, zero), cell, true, 1, 0, true, false, false)
                .get0();
    }

    private void pool(Tensor outputs, Batch batch, TensorVector features) {
        int rows = batch.rows();
        if (shape.pooling() == Pooling.LAST) {
            long[] last = new long[rows];
            for (int row = 0; row < rows; row++) {
                last[row] = batch.lengths()[row] - 1;
            }
            Tensor index = Tensor.create(last, 1, rows, 1).expand(1, rows, shape.hidden());
            features.push_back(outputs.gather(0, index).squeeze(0));
            return;
        }
        Tensor padding = Tensor.create(batch.padding(), batch.time(), rows, 1);
        float[] lengths = new float[rows];
        for (int row = 0; row < rows; row++) {
            lengths[row] = batch.lengths()[row];
        }
        features.push_back(
                outputs.masked_fill(padding, new Scalar(BELOW_ALL)).max(0).get0());
        features.push_back(outputs.masked_fill(padding, new Scalar(0f)).sum(0).div(Tensor.create(lengths, rows, 1)));
    }
}
