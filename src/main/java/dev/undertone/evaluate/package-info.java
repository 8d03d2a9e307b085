// SPDX-License-Identifier: Apache-2.0
/**
 * How good a model is: figures from probabilities and true labels, and from what people expect of a sentiment. Pure
 * arithmetic and text, no model.
 *
 * <p>Start at {@link dev.undertone.evaluate.DataFigures} and {@link dev.undertone.evaluate.behaviour.BehaviourSuite}.
 * Depends on {@code review}, {@code evaluate.behaviour} and {@code report}.
 */
package dev.undertone.evaluate;
