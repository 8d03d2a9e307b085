// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.network;

import dev.undertone.train.plan.NetworkShape;
import dev.undertone.train.plan.RecurrentLayer;
import dev.undertone.train.plan.Seeds;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * The weights a network starts from, as Keras draws them: a narrow uniform embedding, Glorot's uniform input weights
 * (Glorot and Bengio 2010), orthogonal recurrent weights (Saxe et al. 2014), and a forget gate that starts open
 * (Jozefowicz et al. 2015).
 */
public final class Initialization {
    private static final float EMBEDDING_RANGE = 0.05f;
    /** Of libtorch's gate order: input, forget, cell, output. */
    private static final int FORGET_GATE = 1;

    private Initialization() {}

    /** As {@link #draw}, with the embedding's numbers given. */
    public static Weights draw(NetworkShape shape, long seed, float[] embedding) {
        Weights drawn = draw(shape, seed);
        Map<String, float[]> values = new LinkedHashMap<>();
        shape.weights().keySet().forEach(name -> values.put(name, drawn.values(name)));
        values.put(NetworkShape.EMBEDDING, embedding);
        return Weights.of(shape, values);
    }

    public static Weights draw(NetworkShape shape, long seed) {
        Random random = Seeds.random(seed, Seeds.WEIGHTS, 0);
        Map<String, float[]> values = new LinkedHashMap<>();
        shape.weights().forEach((name, dimensions) -> values.put(name, new float[Weights.count(dimensions)]));
        fillUniform(values.get(NetworkShape.EMBEDDING), EMBEDDING_RANGE, random);
        int hidden = shape.hidden();
        for (String direction : shape.directions()) {
            int rows = shape.kind().gates() * hidden;
            fillUniform(values.get(NetworkShape.inputWeight(direction)), glorot(rows, shape.embedding()), random);
            fillOrthogonal(values.get(NetworkShape.recurrentWeight(direction)), hidden, random);
            if (shape.kind() != RecurrentLayer.RNN) {
                Arrays.fill(
                        values.get(NetworkShape.bias(direction)), FORGET_GATE * hidden, (FORGET_GATE + 1) * hidden, 1f);
            }
        }
        if (shape.neutral()) {
            Arrays.fill(values.get(NetworkShape.NEUTRAL_SLOPE), 1f);
        }
        fillUniform(values.get(NetworkShape.OUTPUT_WEIGHT), glorot(shape.outputs(), shape.features()), random);
        return Weights.of(shape, values);
    }

    private static float glorot(int rows, int columns) {
        return (float) Math.sqrt(6.0 / (rows + columns));
    }

    private static void fillUniform(float[] values, float range, Random random) {
        for (int i = 0; i < values.length; i++) {
            values[i] = range * (2 * random.nextFloat() - 1);
        }
    }

    /** Makes the columns of the matrix with {@code columns} columns stand at right angles, each of length 1. */
    private static void fillOrthogonal(float[] values, int columns, Random random) {
        int rows = values.length / columns;
        double[][] done = new double[columns][];
        for (int column = 0; column < columns; column++) {
            double[] vector = new double[rows];
            for (int row = 0; row < rows; row++) {
                vector[row] = random.nextGaussian();
            }
            // Twice, because once leaves rounding errors behind.
            for (int pass = 0; pass < 2; pass++) {
                for (int earlier = 0; earlier < column; earlier++) {
                    double along = dot(vector, done[earlier]);
                    for (int row = 0; row < rows; row++) {
                        vector[row] -= along * done[earlier][row];
                    }
                }
            }
            double length = Math.sqrt(dot(vector, vector));
            for (int row = 0; row < rows; row++) {
                vector[row] /= length;
                values[row * columns + column] = (float) vector[row];
            }
            done[column] = vector;
        }
    }

    private static double dot(double[] left, double[] right) {
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            sum += left[i] * right[i];
        }
        return sum;
    }
}
