// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.onnx;

import dev.undertone.ngram.NgramLogit;
import dev.undertone.train.network.Weights;
import java.util.Map;
import java.util.Optional;

/**
 * Turns a network and what adds to its logit into the bytes of {@code model.onnx}; {@link OnnxExporter} is the one
 * in use.
 */
@FunctionalInterface
public interface GraphExport {
    byte[] export(Weights weights, Optional<NgramLogit> ngrams, Map<String, String> metadata);
}
