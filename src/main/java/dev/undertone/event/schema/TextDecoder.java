// SPDX-License-Identifier: Apache-2.0
package dev.undertone.event.schema;

import dev.undertone.event.Decoded;
import dev.undertone.event.HeaderValues;
import dev.undertone.event.ReviewEvent;
import dev.undertone.event.Undecodable;
import dev.undertone.event.ValueDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * Reads values that are nothing but the text of a review, in UTF-8. Immutable.
 *
 * @param maxBytes longer ones are rejected unread
 */
public record TextDecoder(int maxBytes) implements ValueDecoder {
    @Override
    public Decoded decode(byte[] value, HeaderValues headers) {
        if (value == null) {
            return Undecodable.unreadable("the record has no value");
        }
        if (value.length > maxBytes) {
            return Undecodable.tooLarge(value, maxBytes);
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value))
                    .toString();
            return new ReviewEvent(Optional.empty(), text.startsWith("\uFEFF") ? text.substring(1) : text, Map.of());
        } catch (CharacterCodingException e) {
            return Undecodable.unreadable("the value is no text in UTF-8");
        }
    }
}
