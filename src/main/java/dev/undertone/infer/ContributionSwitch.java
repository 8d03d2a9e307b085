// SPDX-License-Identifier: Apache-2.0
package dev.undertone.infer;

import dev.undertone.model.ModelRefusedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Turns a graph's contributions of tokens on. A constant of the graph says whether they are computed, and ONNX Runtime
 * looks at it once, when it loads the graph: no call can change it then, so it is changed in the graph's bytes before.
 */
final class ContributionSwitch {
    /** The output that has them, [batch, time]. */
    static final String OUTPUT = "contributions";

    private static final String NAME = "explain";

    /** A name and a single byte of data, as Protocol Buffers writes these two fields of a tensor. */
    private static final int NAME_FIELD = 0x42;

    private static final int DATA_FIELD = 0x4A;

    private ContributionSwitch() {}

    /**
     * The graph's bytes with the switch on.
     *
     * @throws ModelRefusedException if it has none
     */
    static byte[] on(Path graph) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(graph);
        } catch (IOException e) {
            throw new ModelRefusedException("the graph " + graph + " cannot be read: " + e.getMessage(), e);
        }
        byte[] before = before();
        int at = next(bytes, before, 0);
        if (at < 0 || next(bytes, before, at) >= 0 || at == bytes.length || bytes[at] != 0) {
            throw missing(graph);
        }
        bytes[at] = 1;
        return bytes;
    }

    static ModelRefusedException missing(Path graph) {
        return new ModelRefusedException("the graph " + graph + " cannot say what its words contribute (it has no '"
                + OUTPUT + "' that can be turned on); train the model again with this release, pooling over all tokens,"
                + " or ask for scores without explain.words, explain.sentences and --why");
    }

    /** What stands before the byte. */
    private static byte[] before() {
        byte[] name = NAME.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(name.length + 4)
                .put((byte) NAME_FIELD)
                .put((byte) name.length)
                .put(name)
                .put((byte) DATA_FIELD)
                .put((byte) 1)
                .array();
    }

    /** Where {@code sought} ends the next time, or -1. */
    private static int next(byte[] bytes, byte[] sought, int from) {
        for (int i = from; i + sought.length <= bytes.length; i++) {
            if (bytes[i] == sought[0] && Arrays.equals(bytes, i, i + sought.length, sought, 0, sought.length)) {
                return i + sought.length;
            }
        }
        return -1;
    }
}
