// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.network;

import dev.undertone.train.plan.NetworkShape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** The numbers of one network, by weight name, row by row; as many as its shape asks for. Immutable. */
public final class Weights {
    private final NetworkShape shape;
    private final Map<String, float[]> values;

    private Weights(NetworkShape shape, Map<String, float[]> values) {
        this.shape = shape;
        this.values = values;
    }

    /**
     * Copies {@code values}.
     *
     * @throws IllegalArgumentException if they are not those of {@code shape}
     */
    public static Weights of(NetworkShape shape, Map<String, float[]> values) {
        Map<String, float[]> copies = new LinkedHashMap<>();
        shape.weights().forEach((name, dimensions) -> {
            float[] found = values.get(name);
            if (found == null || found.length != count(dimensions)) {
                throw new IllegalArgumentException("the weight " + name + " needs " + count(dimensions) + " numbers");
            }
            copies.put(name, found.clone());
        });
        if (values.size() != copies.size()) {
            throw new IllegalArgumentException("there are weights beside " + copies.keySet());
        }
        return new Weights(shape, copies);
    }

    /** As many weights, all 0. */
    static Weights zeros(NetworkShape shape) {
        Map<String, float[]> values = new LinkedHashMap<>();
        shape.weights().forEach((name, dimensions) -> values.put(name, new float[count(dimensions)]));
        return new Weights(shape, values);
    }

    public static int count(long[] dimensions) {
        return Math.toIntExact(Arrays.stream(dimensions).reduce(1, Math::multiplyExact));
    }

    public NetworkShape shape() {
        return shape;
    }

    /** A copy of one weight's numbers. */
    public float[] values(String name) {
        return values.get(name).clone();
    }

    /**
     * The same with the embedding's numbers rounded to half precision (IEEE 754 binary16), in which they take half the
     * room in a bundle: a token's vector loses less by that than it differs from one epoch to the next.
     */
    public Weights withHalfPrecisionEmbedding() {
        Map<String, float[]> rounded = new LinkedHashMap<>(values);
        float[] embedding = values(NetworkShape.EMBEDDING);
        for (int i = 0; i < embedding.length; i++) {
            embedding[i] = HalfPrecision.toFloat(HalfPrecision.of(embedding[i]));
        }
        rounded.put(NetworkShape.EMBEDDING, embedding);
        return new Weights(shape, rounded);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Weights that
                && shape.equals(that.shape)
                && values.keySet().stream().allMatch(name -> Arrays.equals(values.get(name), that.values.get(name)));
    }

    @Override
    public int hashCode() {
        return values.values().stream().mapToInt(Arrays::hashCode).sum();
    }
}
