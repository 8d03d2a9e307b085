// SPDX-License-Identifier: Apache-2.0
package dev.undertone.linear;

import dev.undertone.text.TokenIds;
import java.util.List;

/**
 * What the n-grams of a review add to a network's logit: a weight each, however often it occurs, and a bias. Logistic
 * regression as in {@link NgramClassifier}, but over the ids that the network reads and with targets between 0 and 1,
 * so that it can learn what a network says of reviews without a label (Blum and Mitchell 1998, "Combining Labeled and
 * Unlabeled Data with Co-Training"). Weights are whole multiples of {@link #UNIT}: a sum of whole numbers is the same
 * in any order, so that a review's score does not depend on its batch. Immutable, safe for use by many threads.
 */
public final class NgramTerm {
    /** Leaves room for weights up to 128. */
    public static final float UNIT = 0x1p-24f;

    private final NgramSlots slots;
    private final int[] weights;
    private final float bias;

    private NgramTerm(NgramSlots slots, LinearModel model) {
        this.slots = slots;
        this.weights = new int[model.weights().length];
        for (int slot = 0; slot < weights.length; slot++) {
            weights[slot] = Math.round(model.weights()[slot] / UNIT);
        }
        this.bias = (float) model.bias();
    }

    /**
     * Learns; takes a minute or two for 70,000 reviews.
     *
     * @param slots of the n-grams that count
     * @param targets how probable it is that each text is positive
     * @param costs of each text's log loss against the penalty
     */
    public static NgramTerm learn(NgramSlots slots, List<TokenIds> texts, float[] targets, double[] costs, long seed) {
        int[][] rows = texts.stream().map(slots::held).toArray(int[][]::new);
        NaiveBayesRatios ratios = new NaiveBayesRatios(slots.slots());
        for (int row = 0; row < rows.length; row++) {
            ratios.count(rows[row], targets[row]);
        }
        return new NgramTerm(slots, LogisticRegression.fit(rows, targets, costs, ratios.logarithms(), seed));
    }

    public float logit(TokenIds text) {
        long sum = 0;
        for (int slot : slots.held(text)) {
            sum += weights[slot];
        }
        return sum * UNIT + bias;
    }

    public NgramSlots slots() {
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
