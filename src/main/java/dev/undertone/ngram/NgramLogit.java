// SPDX-License-Identifier: Apache-2.0
package dev.undertone.ngram;

import dev.undertone.text.TokenIds;
import java.util.Arrays;
import java.util.List;

/**
 * What the n-grams of a review add to a network's logit: a weight each, however often it occurs, their sum divided by
 * the square root of how many they are, and a bias. Undivided, the sum would grow with the review's length, and a long
 * one would be decided by it. Logistic regression as in {@link NgramClassifier}, but over the ids that the network
 * reads, with targets between 0 and 1, and of what the network leaves over: its own logit is part of each text's, as in
 * a step of boosting (Friedman, Hastie and Tibshirani 2000, "Additive Logistic Regression"). Weights are whole
 * multiples of {@link #UNIT}: a sum of whole numbers is the same in any order, so that a review's score does not depend
 * on its batch. Immutable, safe for use by many threads.
 */
public final class NgramLogit {
    /** Leaves room for weights up to 128. */
    public static final float UNIT = 0x1p-24f;

    private final NgramHashTable slots;
    private final int[] weights;
    private final float bias;

    private NgramLogit(NgramHashTable slots, int[] weights, float bias) {
        this.slots = slots;
        this.weights = weights;
        this.bias = bias;
    }

    /**
     * Learns; takes a minute for 700,000 texts, sentences most of them.
     *
     * @param slots of the n-grams that count
     * @param targets how probable it is that each text is positive
     * @param costs of each text's log loss against the penalty
     * @param offsets the logit of each text that is to be added to
     */
    public static NgramLogit learn(
            NgramHashTable slots, List<TokenIds> texts, float[] targets, double[] costs, float[] offsets, long seed) {
        int[][] rows = texts.stream().map(slots::held).toArray(int[][]::new);
        NaiveBayesRatios ratios = new NaiveBayesRatios(slots.slots());
        for (int row = 0; row < rows.length; row++) {
            ratios.count(rows[row], targets[row]);
        }
        double[] scales =
                Arrays.stream(rows).mapToDouble(row -> 1 / root(row.length)).toArray();
        LinearModel model = LogisticRegression.fit(rows, targets, costs, ratios.logarithms(), scales, offsets, seed);
        int[] weights = new int[model.weights().length];
        for (int slot = 0; slot < weights.length; slot++) {
            weights[slot] = Math.round(model.weights()[slot] / UNIT);
        }
        return new NgramLogit(slots, weights, (float) model.bias());
    }

    /** The same with a logit that is {@code factor} times as large. */
    public NgramLogit times(float factor) {
        int[] scaled = new int[weights.length];
        for (int slot = 0; slot < scaled.length; slot++) {
            scaled[slot] = Math.round(factor * weights[slot]);
        }
        return new NgramLogit(slots, scaled, factor * bias);
    }

    public float logit(TokenIds text) {
        int[] held = slots.held(text);
        long sum = 0;
        for (int slot : held) {
            sum += weights[slot];
        }
        return sum * UNIT / root(held.length) + bias;
    }

    private static float root(int count) {
        return (float) Math.sqrt(Math.max(1, count));
    }

    public NgramHashTable slots() {
        return slots;
    }

    /** By slot, in units; 0 where it is free. */
    public int[] weights() {
        return weights.clone();
    }

    public float bias() {
        return bias;
    }
}
