// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.fit;

import dev.undertone.text.TokenIds;
import dev.undertone.train.data.BatchOrder;
import dev.undertone.train.data.Dataset;
import dev.undertone.train.network.Batch;
import dev.undertone.train.network.Libtorch;
import dev.undertone.train.network.SentimentNetwork;
import dev.undertone.train.network.WeightTensors;
import dev.undertone.train.network.Weights;
import dev.undertone.train.plan.NetworkShape;
import dev.undertone.train.plan.Regularization;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/**
 * How much of what a network learns from reaches a review's first token: the Euclidean norm of the gradient of the
 * logit with respect to that token's vector. Where it vanishes, nothing at the start of a review can be learned (Bengio
 * et al. 1994, "Learning Long-Term Dependencies with Gradient Descent is Difficult"). Confined to one thread, and to no
 * other use of libtorch meanwhile.
 */
public final class GradientProbe {
    private static final int BATCH = 64;

    private GradientProbe() {}

    /**
     * One norm a review, in their order, through all of the network.
     *
     * @param reviews none of them empty
     */
    public static double[] firstToken(TrainedNetwork network, List<TokenIds> reviews) {
        return norms(network.weights(), reviews);
    }

    /**
     * As {@link #firstToken}, through the layer that reads forward alone. To a layer that reads backward the first
     * token is the last, one step from the logit.
     */
    public static double[] firstTokenReadForward(TrainedNetwork network, List<TokenIds> reviews) {
        return norms(forwardOnly(network.weights()), reviews);
    }

    private static double[] norms(Weights weights, List<TokenIds> reviews) {
        Dataset corpus = Dataset.unlabelled(reviews);
        return Libtorch.scoped(() -> {
            SentimentNetwork network = new SentimentNetwork(WeightTensors.of(weights), Regularization.NONE);
            double[] norms = new double[reviews.size()];
            for (List<Integer> positions : BatchOrder.byLength(reviews, BATCH)) {
                float[] gradients = Libtorch.scoped(() -> firstGradients(network, Batch.of(corpus, positions)));
                int size = gradients.length / positions.size();
                for (int row = 0; row < positions.size(); row++) {
                    norms[positions.get(row)] = norm(gradients, row * size, size);
                }
            }
            return norms;
        });
    }

    /** Of each review's logit, row by row: no review's logit depends on another's tokens. */
    private static float[] firstGradients(SentimentNetwork network, Batch batch) {
        Tensor embedded = network.embed(batch).detach().set_requires_grad(true);
        network.trainingLogits(embedded, batch).select(1, 0).sum().backward();
        return Libtorch.numbers(embedded.grad().select(0, 0));
    }

    /** In double precision: the squares of gradients that have all but vanished are no single-precision numbers. */
    private static double norm(float[] values, int from, int size) {
        double sum = 0;
        for (int i = from; i < from + size; i++) {
            sum += (double) values[i] * values[i];
        }
        return Math.sqrt(sum);
    }

    /** The same weights, deaf to what reads backward. */
    private static Weights forwardOnly(Weights weights) {
        NetworkShape shape = weights.shape();
        Map<String, float[]> values = new LinkedHashMap<>();
        shape.weights().keySet().forEach(name -> values.put(name, weights.values(name)));
        float[] output = values.get(NetworkShape.OUTPUT_WEIGHT);
        Arrays.fill(output, output.length / shape.kind().directions(), output.length, 0f);
        return Weights.of(shape, values);
    }
}
