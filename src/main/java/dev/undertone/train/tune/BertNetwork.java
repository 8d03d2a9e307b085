// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.tune;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * A sentence encoder in libtorch, so that its own weights can learn, with a linear layer on top that says how positive
 * and how neutral a text is: from the first token's last state beside the mean of all. Confined to one thread; make it
 * inside a scope that outlives it.
 */
final class BertNetwork {
    static final int OUTPUTS = 2;
    private static final double HEAD_RANGE = 0.02;
    private static final String HEAD = "head.";

    private final Map<String, Tensor> weights = new LinkedHashMap<>();
    private final Map<String, Tensor> narrow = new HashMap<>();
    private final int layers;
    private final int width;
    private final int heads;
    private final torch.ScalarType precision;

    /**
     * @param precision of products of matrices; everything else has 32 bits
     * @param seed of the layer on top
     */
    BertNetwork(BertWeights start, torch.ScalarType precision, long seed) {
        this.layers = start.layers();
        this.width = start.width();
        this.heads = start.heads();
        this.precision = precision;
        start.weights().forEach((name, weight) -> weights.put(name, Tensor.create(weight.values(), weight.shape())));
        torch.manual_seed(seed);
        weights.put(HEAD + "weight", torch.randn(2L * width, OUTPUTS).mul(new Scalar(HEAD_RANGE)));
        weights.put(HEAD + "bias", torch.zeros(OUTPUTS));
    }

    /** Those that learn: all but the embeddings, which few texts would touch. */
    Map<String, Tensor> learned() {
        Map<String, Tensor> learned = new LinkedHashMap<>(weights);
        learned.keySet().removeIf(name -> name.endsWith("_embeddings.weight"));
        return learned;
    }

    static boolean isHead(String name) {
        return name.startsWith(HEAD);
    }

    /** Whoever asks for many texts without learning in between need not narrow the weights each time. */
    void freeze() {
        weights.forEach((name, weight) -> narrow.put(name, weight.to(precision)));
    }

    /**
     * What it says of texts.
     *
     * @param ids [rows, tokens]: texts with equally many tokens, so that nothing is padded
     * @param dropout 0 where it is not learning
     * @return [rows, 2]
     */
    Tensor logits(Tensor ids, double dropout) {
        Tensor states = states(ids, dropout);
        Tensor pooled = torch.cat(new TensorVector(states.select(1, 0), states.mean(1)), 1);
        return dropped(pooled, dropout).matmul(weights.get(HEAD + "weight")).add(weights.get(HEAD + "bias"));
    }

    /** The last states of all tokens, [rows, tokens, width]. */
    Tensor states(Tensor ids, double dropout) {
        long time = ids.size(1);
        Tensor states = torch.embedding(weights.get("embeddings.word_embeddings.weight"), ids)
                .add(weights.get("embeddings.position_embeddings.weight").narrow(0, 0, time))
                .add(weights.get("embeddings.token_type_embeddings.weight").select(0, 0));
        states = dropped(normalized(states, "embeddings.LayerNorm"), dropout);
        for (int layer = 0; layer < layers; layer++) {
            String name = "encoder.layer." + layer + ".";
            Tensor seen = attention(states.to(precision), name + "attention.", dropout);
            states = normalized(states.add(dropped(seen, dropout)), name + "attention.output.LayerNorm");
            Tensor inner = torch.gelu(linear(states.to(precision), name + "intermediate.dense"));
            Tensor thought = dropped(linear(inner, name + "output.dense"), dropout);
            states = normalized(states.add(thought), name + "output.LayerNorm");
        }
        return states;
    }

    private Tensor attention(Tensor states, String name, double dropout) {
        long rows = states.size(0);
        long time = states.size(1);
        double scale = 1 / Math.sqrt((double) width / heads);
        Tensor query = split(linear(states, name + "self.query").mul(new Scalar(scale)), rows, time);
        Tensor key = split(linear(states, name + "self.key"), rows, time);
        Tensor value = split(linear(states, name + "self.value"), rows, time);
        Tensor shares = dropped(torch.softmax(query.bmm(key.transpose(1, 2)), 2), dropout);
        Tensor seen = shares.bmm(value)
                .reshape(rows, heads, time, width / heads)
                .transpose(1, 2)
                .reshape(rows, time, width);
        return linear(seen, name + "output.dense");
    }

    /** [rows, time, width] to [rows * heads, time, width / heads]. */
    private Tensor split(Tensor states, long rows, long time) {
        return states.reshape(rows, time, heads, width / heads)
                .transpose(1, 2)
                .reshape(rows * heads, time, width / heads);
    }

    private Tensor linear(Tensor inputs, String name) {
        return torch.matmul(inputs, narrowed(name + ".weight")).add_(narrowed(name + ".bias"));
    }

    private Tensor narrowed(String name) {
        Tensor kept = narrow.get(name);
        return kept != null ? kept : weights.get(name).to(precision);
    }

    private Tensor normalized(Tensor states, String name) {
        return torch.layer_norm(
                states,
                new long[] {width},
                new TensorOptional(weights.get(name + ".weight")),
                new TensorOptional(weights.get(name + ".bias")),
                1e-12,
                false);
    }

    private static Tensor dropped(Tensor states, double dropout) {
        return dropout > 0 ? torch.dropout(states, dropout, true) : states;
    }
}
