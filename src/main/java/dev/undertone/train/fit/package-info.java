// SPDX-License-Identifier: Apache-2.0
/**
 * Epoch after epoch: fits networks and n-grams to reviews, keeps checkpoints and reports what each epoch came to.
 *
 * <p>Start at {@link dev.undertone.train.fit.NetworkFitter}, then {@link dev.undertone.train.fit.EpochTrainer}. Depends
 * on {@code text}, {@code evaluate}, {@code model}, {@code infer}, {@code corpus}, {@code encoder}, {@code ngram},
 * {@code train.plan}, {@code train.data}, {@code train.network} and {@code train.onnx}.
 */
package dev.undertone.train.fit;
