// SPDX-License-Identifier: Apache-2.0
/**
 * A trained model becomes a bundle on disk with its card, once it has shown that the graph gives the logits of the
 * trainer.
 *
 * <p>Start at {@link dev.undertone.train.bundle.BundleWriter}. Depends on {@code text}, {@code evaluate},
 * {@code model}, {@code infer}, {@code corpus}, {@code encoder}, {@code ngram}, {@code train.plan}, {@code train.data},
 * {@code train.network}, {@code train.onnx} and {@code train.fit}.
 */
package dev.undertone.train.bundle;
