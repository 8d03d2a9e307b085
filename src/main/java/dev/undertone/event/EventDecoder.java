// SPDX-License-Identifier: Apache-2.0
package dev.undertone.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.undertone.event.shape.EventFields;
import dev.undertone.event.shape.EventShape;
import dev.undertone.event.shape.JsonTrees;
import dev.undertone.event.shape.StringValue;
import dev.undertone.review.RejectReason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * Reads review events. Whatever the bytes are, the answer is a value: it never throws on bad data. Safe for use by
 * many threads.
 */
public final class EventDecoder implements ValueDecoder {
    private static final String NO_UTF_8 = "the value is no text in UTF-8";

    private static final ObjectMapper JSON = JsonTrees.mapper(JsonFactory.builder());

    /** Not as strict, and slower: for what the strict one refuses, which may be in a field that nobody reads. */
    private static final ObjectMapper LENIENT =
            JsonTrees.mapper(JsonFactory.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS));

    private final StringValue strings;
    private final ObjectReading objects;
    private final ShapedReading trees;
    private final int maxBytes;

    /** @param maxBytes values longer than this are rejected unread */
    public EventDecoder(EventShape shape, int maxBytes) {
        this.strings = shape.fields().strings();
        this.trees = new ShapedReading(shape, JSON);
        this.objects = shape.isFlat() ? new FlatReading(shape.fields(), JSON) : trees;
        this.maxBytes = maxBytes;
    }

    /** Of events without an envelope. */
    public EventDecoder(EventFields fields, int maxBytes) {
        this(EventShape.plain(fields), maxBytes);
    }

    @Override
    public Decoded decode(byte[] value, HeaderValues headers) {
        return decode(value);
    }

    /** Reads what was not JSON, as the tree that it would be if it were. */
    public Decoded decode(JsonNode value) {
        return trees.read(value, true);
    }

    /** Reads a record's value, which may be null. */
    public Decoded decode(byte[] value) {
        if (value == null) {
            return undecodable(RejectReason.UNREADABLE, "the record has no value");
        }
        if (value.length > maxBytes) {
            return Undecodable.tooLarge(value, maxBytes);
        }
        Optional<String> foreign = ValueForm.foreign(value);
        if (foreign.isPresent()) {
            return undecodable(RejectReason.UNREADABLE, foreign.get());
        }
        try (JsonParser parser = JSON.createParser(value)) {
            Decoded decoded = whole(parser, false);
            if (decoded instanceof ReviewEvent) {
                requireUtf8(value);
            }
            return isWithoutText(decoded) ? explained(decoded, value) : decoded;
        } catch (JsonProcessingException e) {
            return leniently(value, e);
        } catch (IOException e) {
            return undecodable(RejectReason.UNREADABLE, NO_UTF_8);
        } catch (NumberFormatException e) {
            return undecodable(RejectReason.UNREADABLE, "the value holds a number that is too large");
        }
    }

    private static boolean isWithoutText(Decoded decoded) {
        return decoded instanceof Undecodable undecodable
                && undecodable.rejection().reason() == RejectReason.MISSING_TEXT;
    }

    /** Why there is no text can say who sees the whole event; that is worth the time only where there is none. */
    private Decoded explained(Decoded decoded, byte[] value) {
        if (objects == trees) {
            return decoded;
        }
        try {
            Decoded again = trees.read(JSON.<JsonNode>readTree(value), false);
            return isWithoutText(again) ? again : decoded;
        } catch (IOException | NumberFormatException e) {
            // A number that is too large, in a field that nobody reads.
            return decoded;
        }
    }

    /** From characters, so that half a surrogate pair in a field's name does no harm, and with NaN for a number. */
    private Decoded leniently(byte[] value, JsonProcessingException strict) {
        try (JsonParser parser =
                LENIENT.createParser(withoutMark(requireUtf8(value).toString()))) {
            return whole(parser, true);
        } catch (IOException e) {
            // The parser's own message would quote the review.
            long at = strict.getLocation() == null ? -1 : strict.getLocation().getByteOffset();
            return undecodable(
                    RejectReason.UNREADABLE, "the value is no valid JSON" + (at < 0 ? "" : " at byte " + at));
        } catch (NumberFormatException e) {
            return undecodable(RejectReason.UNREADABLE, "the value holds a number that is too large");
        }
    }

    private static String withoutMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /**
     * The parser takes what is no character in the name of a field, which would then be carried into JSON that nobody
     * can read.
     */
    private static CharBuffer requireUtf8(byte[] value) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value));
    }

    private Decoded whole(JsonParser parser, boolean lenient) throws IOException {
        JsonToken first = parser.nextToken();
        Decoded decoded = first == JsonToken.START_OBJECT ? objects.read(parser, lenient) : noObject(first, parser);
        return parser.nextToken() == null
                ? decoded
                : undecodable(RejectReason.UNREADABLE, "the value goes on after its JSON object");
    }

    private Decoded noObject(JsonToken first, JsonParser parser) throws IOException {
        if (first != JsonToken.VALUE_STRING) {
            parser.skipChildren();
            return undecodable(
                    RejectReason.UNREADABLE,
                    first == JsonToken.START_ARRAY
                            ? "the value is a JSON array; every event is a record of its own"
                            : "the value is no JSON object");
        }
        return switch (strings) {
            case REJECT ->
                undecodable(
                        RejectReason.UNREADABLE,
                        "the value is a JSON string, not an object; input.string.as has it read as an event or a text");
            case TEXT -> new ReviewEvent(Optional.empty(), parser.getText(), Map.of());
            case EVENT -> inside(parser.getText());
        };
    }

    /** An event that was encoded twice. */
    private Decoded inside(String json) throws IOException {
        try (JsonParser parser = LENIENT.createParser(json)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                Decoded decoded = objects.read(parser, true);
                if (parser.nextToken() == null) {
                    return decoded;
                }
            }
        } catch (JsonProcessingException e) {
            // Said below: where it stands in the string helps nobody.
        }
        return undecodable(RejectReason.UNREADABLE, "the string that is the value holds no JSON object");
    }

    private static Undecodable undecodable(RejectReason reason, String detail) {
        return Undecodable.of(reason, detail);
    }
}
