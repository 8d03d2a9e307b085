// SPDX-License-Identifier: Apache-2.0
/**
 * What the scorer is measured against: small applications that do the same work in the ways that are usual, each as a
 * careful user would write it. They read the same settings, open the same bundle, and use the scorer's own decoder,
 * tokens, judgement and writer, so that they differ only in how they batch and in what runs the model. None is part of
 * the product.
 *
 * <p>Start at {@link dev.undertone.bench.alternative.Alternative}, then
 * {@link dev.undertone.bench.alternative.AlternativeMain}. Depends on {@code review}, {@code text}, {@code model},
 * {@code infer}, {@code batch}, {@code score}, {@code event}, {@code event.shape}, {@code kafka}, {@code config},
 * {@code deadletter}, {@code stream.outcome} and {@code stream}.
 */
package dev.undertone.bench.alternative;
