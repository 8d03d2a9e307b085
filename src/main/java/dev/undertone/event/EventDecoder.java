// SPDX-License-Identifier: Apache-2.0
package dev.undertone.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.undertone.review.RejectReason;
import dev.undertone.review.Rejected;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads review events. Whatever the bytes are, the answer is a value: it never throws on bad data. Safe for use by
 * many threads.
 */
public final class EventDecoder {
    /** Well below the 1,000 levels that can be written: a carried field comes out deeper than it came in. */
    private static final int MAX_DEPTH = 500;

    // Exact decimals with all their zeros, so that carried numbers come out as they came in.
    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final EventFields fields;
    private final int maxBytes;

    /** @param maxBytes values longer than this are rejected unread */
    public EventDecoder(EventFields fields, int maxBytes) {
        this.fields = Objects.requireNonNull(fields, "fields");
        this.maxBytes = maxBytes;
    }

    /** Reads a record's value, which may be null. */
    public Decoded decode(byte[] value) {
        if (value == null) {
            return undecodable(RejectReason.UNREADABLE, "the record has no value");
        }
        if (value.length > maxBytes) {
            return undecodable(
                    RejectReason.TOO_LARGE, "the value has " + value.length + " bytes, the limit is " + maxBytes);
        }
        try (JsonParser parser = JSON.createParser(value)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return undecodable(RejectReason.UNREADABLE, "the value is no JSON object");
            }
            Decoded decoded = object(parser);
            if (parser.nextToken() != null) {
                return undecodable(RejectReason.UNREADABLE, "the value goes on after its JSON object");
            }
            if (decoded instanceof ReviewEvent) {
                requireUtf8(value);
            }
            return decoded;
        } catch (JsonProcessingException e) {
            // The parser's own message would quote the review.
            long at = e.getLocation() == null ? -1 : e.getLocation().getByteOffset();
            return undecodable(
                    RejectReason.UNREADABLE, "the value is no valid JSON" + (at < 0 ? "" : " at byte " + at));
        } catch (IOException e) {
            return undecodable(RejectReason.UNREADABLE, "the value is no text in UTF-8");
        } catch (NumberFormatException e) {
            return undecodable(RejectReason.UNREADABLE, "the value holds a number that is too large");
        }
    }

    /**
     * The parser takes what is no character in the name of a field, which would then be carried into JSON that nobody
     * can read.
     */
    private static void requireUtf8(byte[] value) throws CharacterCodingException {
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value));
    }

    private Decoded object(JsonParser parser) throws IOException {
        JsonToken textKind = null;
        String text = null;
        Optional<String> id = Optional.empty();
        Map<String, JsonNode> carried = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken kind = parser.nextToken();
            if (fields.text().rank(name) >= 0) {
                textKind = kind;
                text = kind == JsonToken.VALUE_STRING ? parser.getText() : null;
            }
            if (fields.id().rank(name) >= 0) {
                id = identifier(kind, parser);
            }
            if (fields.carries(name)) {
                carried.put(name, JSON.readTree(parser));
            } else {
                parser.skipChildren();
            }
        }
        if (textKind == null) {
            return undecodable(
                    RejectReason.MISSING_TEXT,
                    "the event has no field '" + fields.text().text() + "'");
        }
        if (text == null) {
            return undecodable(RejectReason.MISSING_TEXT, "the event's field '" + fields.text() + "' is no string");
        }
        return new ReviewEvent(id, text, carried);
    }

    private static Optional<String> identifier(JsonToken kind, JsonParser parser) throws IOException {
        return kind == JsonToken.VALUE_STRING || kind == JsonToken.VALUE_NUMBER_INT
                ? Optional.of(parser.getText())
                : Optional.empty();
    }

    private static Undecodable undecodable(RejectReason reason, String detail) {
        return new Undecodable(new Rejected(reason, detail));
    }
}
