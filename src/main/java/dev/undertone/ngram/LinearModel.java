// SPDX-License-Identifier: Apache-2.0
package dev.undertone.ngram;

/**
 * A logit as a sum: the bias and, for each feature a row holds, its weight.
 *
 * @param weights by feature; not to be changed
 */
record LinearModel(float[] weights, double bias) {
    double logit(int[] row) {
        double logit = bias;
        for (int feature : row) {
            logit += weights[feature];
        }
        return logit;
    }
}
