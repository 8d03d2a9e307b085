// SPDX-License-Identifier: Apache-2.0
/**
 * Makes a model bundle from reviews, labelled and not: learns a recurrent network with libtorch, writes it as an ONNX
 * graph, and lets no graph out that does not give the trainer's own logits.
 *
 * <p>Start at {@link dev.undertone.train.Trainer}, with a {@link dev.undertone.train.plan.TrainingPlan} in hand.
 * Depends on {@code text}, {@code corpus}, {@code encoder}, {@code ngram}, {@code train.plan}, {@code train.data},
 * {@code train.network}, {@code train.onnx}, {@code train.fit}, {@code train.tune} and {@code train.bundle}; the only
 * place that sees libtorch and ONNX's protobuf classes.
 */
package dev.undertone.train;
