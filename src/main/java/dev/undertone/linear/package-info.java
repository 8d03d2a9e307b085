// SPDX-License-Identifier: Apache-2.0
/**
 * A linear classifier over n-grams: what a network has to beat, and what teaches one on reviews without a label.
 *
 * <p>Start at {@link dev.undertone.linear.NgramClassifier}. Depends on {@code corpus} and {@code text}.
 */
package dev.undertone.linear;
