// SPDX-License-Identifier: Apache-2.0
package dev.undertone.event;

import java.nio.ByteBuffer;
import java.util.Optional;

/** Names what a value is by its first bytes, where it cannot be JSON in UTF-8. */
final class ValueForm {
    private static final int FRAME_BYTES = 5;

    private ValueForm() {}

    /**
     * What the value is, in a sentence; empty where it may be JSON in UTF-8. JSON in UTF-16 begins with a byte-order
     * mark, or every other of its first four bytes is zero; a frame begins with a zero byte and the number of a schema,
     * which is small.
     */
    static Optional<String> foreign(byte[] value) {
        if (value.length < FRAME_BYTES) {
            return Optional.empty();
        }
        if (value[0] == 0 && value[1] == 0) {
            return Optional.of(
                    "the value is in the frame of a schema registry, with schema id "
                            + Integer.toUnsignedString(ByteBuffer.wrap(value).getInt(1))
                            + "; input.format=auto reads it with schema.registry.url, and input.format=json-schema where it is JSON");
        }
        boolean mark = (value[0] & 0xFF) >= 0xFE && (value[1] & 0xFF) >= 0xFE;
        boolean wide = value[0] == 0 && value[2] == 0 || value[1] == 0 && value[3] == 0;
        return mark || wide ? Optional.of("the value is in UTF-16, and is read in UTF-8 only") : Optional.empty();
    }
}
