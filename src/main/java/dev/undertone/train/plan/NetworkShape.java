// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.plan;

import dev.undertone.model.Architecture;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What fixes the number and the sizes of a network's weights.
 *
 * @param kind the recurrent layer
 * @param pooling how its outputs become one vector
 * @param vocabulary rows of the embedding: every token id and the two reserved ones
 * @param embedding columns of the embedding
 * @param hidden units of the recurrent layer, per direction
 * @param neutral whether it also says how neutral a review is
 */
public record NetworkShape(
        RecurrentLayer kind, Pooling pooling, int vocabulary, int embedding, int hidden, boolean neutral) {
    public static final String EMBEDDING = "embedding";
    static final String FORWARD = "forward";
    public static final String BACKWARD = "backward";
    public static final String OUTPUT_WEIGHT = "output.weight";
    public static final String OUTPUT_BIAS = "output.bias";
    /** How much a leaning to either side speaks against neutral. */
    public static final String NEUTRAL_SLOPE = "neutral.slope";

    /**
     * One layer for people to read.
     *
     * @param output the shape of what comes out of it
     */
    public record Layer(String name, String output, long parameters) {}

    public NetworkShape {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(pooling, "pooling");
        if (vocabulary < 2 || embedding < 1 || hidden < 1) {
            throw new IllegalArgumentException(
                    "a network needs a vocabulary of 2, an embedding of 1 and 1 hidden unit at least, not " + vocabulary
                            + ", " + embedding + " and " + hidden);
        }
    }

    /** One that says how positive a review is and no more. */
    public NetworkShape(RecurrentLayer kind, Pooling pooling, int vocabulary, int embedding, int hidden) {
        this(kind, pooling, vocabulary, embedding, hidden, false);
    }

    public NetworkShape withVocabulary(int size) {
        return new NetworkShape(kind, pooling, size, embedding, hidden, neutral);
    }

    public NetworkShape withNeutral(boolean said) {
        return new NetworkShape(kind, pooling, vocabulary, embedding, hidden, said);
    }

    /** How many numbers the network says of a review. */
    public int outputs() {
        return neutral ? 2 : 1;
    }

    /** The directions of reading, in the order in which their outputs stand side by side. */
    public List<String> directions() {
        return Stream.of(FORWARD, BACKWARD).limit(kind.directions()).toList();
    }

    public static String inputWeight(String direction) {
        return direction + ".input";
    }

    public static String recurrentWeight(String direction) {
        return direction + ".recurrent";
    }

    public static String bias(String direction) {
        return direction + ".bias";
    }

    /** How many numbers describe a review once its outputs are pooled. */
    public int features() {
        return kind.directions() * pooling.vectors() * hidden;
    }

    /**
     * Every weight's dimensions by its name, in a fixed order. Rows of a recurrent layer's weights are its gates in
     * libtorch's order: input, forget, cell, output.
     */
    public Map<String, long[]> weights() {
        long rows = (long) kind.gates() * hidden;
        Map<String, long[]> weights = new LinkedHashMap<>();
        weights.put(EMBEDDING, new long[] {vocabulary, embedding});
        for (String direction : directions()) {
            weights.put(inputWeight(direction), new long[] {rows, embedding});
            weights.put(recurrentWeight(direction), new long[] {rows, hidden});
            weights.put(bias(direction), new long[] {rows});
        }
        weights.put(OUTPUT_WEIGHT, new long[] {outputs(), features()});
        weights.put(OUTPUT_BIAS, new long[] {outputs()});
        if (neutral) {
            weights.put(NEUTRAL_SLOPE, new long[] {1});
        }
        return weights;
    }

    public long parameters() {
        return layers().stream().mapToLong(Layer::parameters).sum();
    }

    /** The layers from the token ids to the logit. */
    public List<Layer> layers() {
        int width = kind.directions() * hidden;
        long perDirection = (long) kind.gates() * hidden * (embedding + hidden + 1);
        return List.of(
                new Layer("embedding", "[batch, time, " + embedding + "]", (long) vocabulary * embedding),
                new Layer(kind.label(), "[batch, time, " + width + "]", kind.directions() * perDirection),
                new Layer("pooling " + pooling.label(), "[batch, " + features() + "]", 0),
                new Layer(
                        "output",
                        neutral ? "[batch, 2]" : "[batch]",
                        (long) outputs() * (features() + 1) + (neutral ? 1 : 0)));
    }

    /** @param ngrams how many n-grams add a weight to the network's logit */
    public Architecture architecture(int ngrams) {
        // They have a bias of their own.
        long beside = ngrams == 0 ? 0 : ngrams + 1;
        return new Architecture(
                kind.label(), pooling.label(), vocabulary, embedding, hidden, ngrams, parameters() + beside);
    }
}
