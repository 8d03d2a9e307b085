// SPDX-License-Identifier: Apache-2.0
/**
 * Token ids become logits. The only place that sees ONNX Runtime.
 *
 * <p>Start at {@link dev.undertone.infer.SentimentModel}. Depends on {@code model} and {@code text}.
 */
package dev.undertone.infer;
