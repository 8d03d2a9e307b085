// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train;

import java.util.Map;

/** Turns weights into the bytes of {@code model.onnx}; {@link OnnxExporter} is the one in use. */
@FunctionalInterface
interface GraphExport {
    byte[] export(Weights weights, Map<String, String> metadata);
}
