// SPDX-License-Identifier: Apache-2.0
/**
 * How good a model is: figures from probabilities and true labels. Pure arithmetic, no model and no file.
 *
 * <p>Start at {@link dev.undertone.evaluate.Evaluation}. Depends on nothing.
 */
package dev.undertone.evaluate;
