// SPDX-License-Identifier: Apache-2.0
package dev.undertone.ngram;

import java.util.Arrays;
import java.util.Random;

/**
 * Logistic regression with a squared penalty over rows that name the features they hold, by coordinate descent on the
 * dual problem (Yu, Huang and Lin 2011): one number a row, moved to where the problem is solved in it alone, row by
 * row. Targets may lie between 0 and 1; a row's number then has two ends, one for each label, in proportion to how much
 * speaks for it.
 */
final class LogisticRegression {
    private static final int MOST_PASSES = 40;
    /** A pass in which no row's number moves further than this share of its range ends the search. */
    private static final double STILL = 1e-3;

    private static final int MOST_NEWTON_STEPS = 30;

    private final int[][] rows;
    private final boolean[] positive;
    /** What of each row's target speaks for the label that it is not taken for: 0 to one half. */
    private final double[] against;

    private final double[] costs;
    private final float[] values;
    /** What each row's features are multiplied with. */
    private final double[] scales;
    /** What each row's logit is before any feature counts. */
    private final float[] offsets;

    private final float[] weights;
    private final double[] duals;
    private double bias;

    private LogisticRegression(
            int[][] rows, float[] targets, double[] costs, float[] values, double[] scales, float[] offsets) {
        this.rows = rows;
        this.positive = new boolean[rows.length];
        this.against = new double[rows.length];
        for (int row = 0; row < rows.length; row++) {
            positive[row] = targets[row] >= 0.5f;
            against[row] = positive[row] ? 1 - targets[row] : targets[row];
        }
        this.costs = costs;
        this.values = values;
        this.scales = scales;
        this.offsets = offsets;
        this.weights = new float[values.length];
        this.duals = new double[rows.length];
    }

    /**
     * Fits.
     *
     * @param rows the features of each row
     * @param targets how probable it is that each row is positive
     * @param costs of each row's log loss against the penalty
     * @param values what each feature counts where it is held
     */
    static LinearModel fit(int[][] rows, float[] targets, double[] costs, float[] values, long seed) {
        double[] scales = new double[rows.length];
        Arrays.fill(scales, 1);
        return fit(rows, targets, costs, values, scales, new float[rows.length], seed);
    }

    /**
     * The same where a row's features count {@code scales} times what they do elsewhere, and add to a logit that the
     * row has without them; the bias counts the same for all.
     */
    static LinearModel fit(
            int[][] rows,
            float[] targets,
            double[] costs,
            float[] values,
            double[] scales,
            float[] offsets,
            long seed) {
        LogisticRegression regression = new LogisticRegression(rows, targets, costs, values, scales, offsets);
        regression.search(new Random(seed));
        float[] perFeature = regression.weights;
        for (int feature = 0; feature < perFeature.length; feature++) {
            perFeature[feature] *= values[feature];
        }
        return new LinearModel(perFeature, regression.bias);
    }

    private void search(Random random) {
        int[] order = new int[rows.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
            // Where nothing pulls, or close to it where that is an end, at which the logarithm is not finite.
            move(i, costs[i] * Math.max(1e-3, against[i]) - costs[i] * against[i]);
        }
        for (int pass = 0; pass < MOST_PASSES; pass++) {
            boolean moved = false;
            for (int i = order.length - 1; i >= 0; i--) {
                int other = random.nextInt(i + 1);
                int row = order[other];
                order[other] = order[i];
                order[i] = row;
                double change = solved(row) - duals[row];
                move(row, change);
                moved |= Math.abs(change) >= STILL * costs[row];
            }
            if (!moved) {
                return;
            }
        }
    }

    /**
     * The row's number at which the dual's derivative in it is 0. With the number written as
     * {@code cost * (sigmoid(u) - against)} that derivative rises in u with a slope between 1 and a bound, so that
     * Newton's steps inside a bracket cannot fail.
     */
    private double solved(int row) {
        double squares = 0;
        double sum = 0;
        for (int feature : rows[row]) {
            float value = values[feature];
            squares += value * value;
            sum += value * weights[feature];
        }
        double squared = 1 + scales[row] * scales[row] * squares;
        double margin = offsets[row] + bias + scales[row] * sum;
        margin = positive[row] ? margin : -margin;
        double cost = costs[row];
        double other = against[row];
        double from = duals[row];
        double low = -margin - squared * (cost * (1 - other) - from);
        double high = -margin + squared * (from + cost * other);
        double u = Math.min(high, Math.max(low, Math.log((from + cost * other) / (cost - from - cost * other))));
        for (int step = 0; step < MOST_NEWTON_STEPS; step++) {
            double share = sigmoid(u);
            double derivative = u + squared * (cost * (share - other) - from) + margin;
            if (Math.abs(derivative) < 1e-6) {
                break;
            }
            if (derivative > 0) {
                high = u;
            } else {
                low = u;
            }
            double next = u - derivative / (1 + squared * cost * share * (1 - share));
            u = next > low && next < high ? next : (low + high) / 2;
        }
        return Math.min(cost * (1 - 1e-12), Math.max(cost * 1e-12, cost * sigmoid(u))) - cost * other;
    }

    private void move(int row, double change) {
        duals[row] += change;
        double signed = positive[row] ? change : -change;
        bias += signed;
        for (int feature : rows[row]) {
            weights[feature] += (float) (signed * scales[row] * values[feature]);
        }
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
