// SPDX-License-Identifier: Apache-2.0
/**
 * Weights of n-grams: a classifier that a network has to beat and that teaches one on reviews without a label, and what
 * adds to the logit of a network once that is learned.
 *
 * <p>Start at {@link dev.undertone.ngram.NgramClassifier} and {@link dev.undertone.ngram.NgramLogit}. Depends on
 * {@code corpus} and {@code text}.
 */
package dev.undertone.ngram;
