// SPDX-License-Identifier: Apache-2.0
package dev.undertone.linear;

import java.util.Random;

/**
 * Logistic regression with a squared penalty over rows that name the features they hold, by coordinate descent on the dual problem
 * (Yu, Huang and Lin 2011): one number a row, moved to where the problem is solved in it alone, row by row.
 */
final class LogisticRegression {
    private static final int MOST_PASSES = 40;
    /** A pass in which no row's number moves further than this share of its range ends the search. */
    private static final double STILL = 1e-3;

    private static final int MOST_NEWTON_STEPS = 30;

    private final int[][] rows;
    private final boolean[] positive;
    private final float[] values;
    private final double cost;
    private final float[] weights;
    private final double[] duals;
    private double bias;

    private LogisticRegression(int[][] rows, boolean[] positive, float[] values, double cost) {
        this.rows = rows;
        this.positive = positive;
        this.values = values;
        this.cost = cost;
        this.weights = new float[values.length];
        this.duals = new double[rows.length];
    }

    /**
     * Fits.
     *
     * @param rows the features of each row
     * @param positive the label of each row
     * @param values what each feature counts where it is held
     * @param cost of a row's log loss against the penalty
     */
    static LinearModel fit(int[][] rows, boolean[] positive, float[] values, double cost, long seed) {
        LogisticRegression regression = new LogisticRegression(rows, positive, values, cost);
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
            // Close to the end at which every row starts, where the logarithm is still finite.
            move(i, cost * 1e-3);
        }
        for (int pass = 0; pass < MOST_PASSES; pass++) {
            double largest = 0;
            for (int i = order.length - 1; i >= 0; i--) {
                int other = random.nextInt(i + 1);
                int row = order[other];
                order[other] = order[i];
                order[i] = row;
                double change = solved(row) - duals[row];
                move(row, change);
                largest = Math.max(largest, Math.abs(change));
            }
            if (largest < STILL * cost) {
                return;
            }
        }
    }

    /**
     * The row's number at which the dual's derivative in it is 0. With the number written as {@code cost * sigmoid(u)} that
     * derivative rises in u with a slope between 1 and a bound, so that Newton's steps inside a bracket cannot fail.
     */
    private double solved(int row) {
        double squared = 1;
        double margin = bias;
        for (int feature : rows[row]) {
            float value = values[feature];
            squared += value * value;
            margin += value * weights[feature];
        }
        margin = positive[row] ? margin : -margin;
        double from = duals[row];
        double low = -margin - squared * (cost - from);
        double high = -margin + squared * from;
        double u = Math.min(high, Math.max(low, Math.log(from / (cost - from))));
        for (int step = 0; step < MOST_NEWTON_STEPS; step++) {
            double share = sigmoid(u);
            double derivative = u + squared * (cost * share - from) + margin;
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
        return Math.min(cost * (1 - 1e-12), Math.max(cost * 1e-12, cost * sigmoid(u)));
    }

    private void move(int row, double change) {
        duals[row] += change;
        double signed = positive[row] ? change : -change;
        bias += signed;
        for (int feature : rows[row]) {
            weights[feature] += (float) (signed * values[feature]);
        }
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
