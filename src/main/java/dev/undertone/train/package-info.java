// SPDX-License-Identifier: Apache-2.0
/**
 * Makes a model bundle from reviews, labelled and not: learns a recurrent network with libtorch, writes it as an ONNX
 * graph, and lets no graph out that does not give the trainer's own logits.
 *
 * <p>Start at {@link dev.undertone.train.Trainer}, with a {@link dev.undertone.train.TrainingPlan} in hand. Depends on
 * {@code review}, {@code text}, {@code evaluate}, {@code model}, {@code infer}, {@code corpus}, {@code encoder} and
 * {@code ngram}; the only place that sees libtorch and ONNX's protobuf classes.
 */
package dev.undertone.train;
