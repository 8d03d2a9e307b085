// SPDX-License-Identifier: Apache-2.0
/**
 * Weights become an ONNX graph. The only place that sees the protobuf classes of ONNX.
 *
 * <p>Start at {@link dev.undertone.train.onnx.OnnxExporter}. Depends on {@code ngram}, {@code train.plan} and
 * {@code train.network}.
 */
package dev.undertone.train.onnx;
