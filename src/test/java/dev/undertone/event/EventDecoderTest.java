// SPDX-License-Identifier: Apache-2.0
package dev.undertone.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.undertone.event.shape.EventFields;
import dev.undertone.review.RejectReason;
import dev.undertone.review.Rejected;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EventDecoderTest {
    static final int LIMIT = 10_000;

    private static final EventDecoder DECODER = new EventDecoder(EventFields.defaults(), LIMIT);

    @Test
    void shouldReadAReview() {
        // When
        Decoded decoded = decode("{\"id\": \"r-1\", \"text\": \"so good 😀\", \"stars\": 5}");

        // Then
        assertThat(decoded).isEqualTo(new ReviewEvent(Optional.of("r-1"), "so good 😀", Map.of()));
    }

    @Test
    void shouldReadTheFieldsItIsToldTo() {
        // Given
        EventDecoder other = new EventDecoder(new EventFields("body", "key", List.of()), LIMIT);

        // When
        Decoded decoded = other.decode(utf8("{\"id\":\"no\",\"text\":\"no\",\"key\":\"k\",\"body\":\"yes\"}"));

        // Then
        assertThat(decoded).isEqualTo(new ReviewEvent(Optional.of("k"), "yes", Map.of()));
    }

    @ParameterizedTest
    @MethodSource
    void shouldReadTheId(String json, Optional<String> id) {
        // When
        Decoded decoded = decode(json);

        // Then
        assertThat(decoded).isEqualTo(new ReviewEvent(id, "x", Map.of()));
    }

    static List<Arguments> shouldReadTheId() {
        return List.of(
                argumentSet("a string", "{\"id\":\"é 7\",\"text\":\"x\"}", Optional.of("é 7")),
                argumentSet("a number", "{\"id\":7,\"text\":\"x\"}", Optional.of("7")),
                argumentSet(
                        "a large number",
                        "{\"text\":\"x\",\"id\":123456789012345678901234567890}",
                        Optional.of("123456789012345678901234567890")),
                argumentSet("none", "{\"text\":\"x\"}", Optional.empty()),
                argumentSet("null", "{\"id\":null,\"text\":\"x\"}", Optional.empty()),
                argumentSet("a fraction", "{\"id\":1.5,\"text\":\"x\"}", Optional.empty()),
                argumentSet("a boolean", "{\"id\":true,\"text\":\"x\"}", Optional.empty()),
                argumentSet("an object", "{\"id\":{\"id\":\"no\"},\"text\":\"x\"}", Optional.empty()),
                argumentSet("the last of two", "{\"id\":\"a\",\"id\":\"b\",\"text\":\"x\"}", Optional.of("b")));
    }

    @ParameterizedTest
    @MethodSource
    void shouldReadTheText(String json, String text) {
        // When
        Decoded decoded = decode(json);

        // Then
        assertThat(decoded).isEqualTo(new ReviewEvent(Optional.empty(), text, Map.of()));
    }

    static List<Arguments> shouldReadTheText() {
        return List.of(
                argumentSet("empty", "{\"text\":\"\"}", ""),
                argumentSet("escapes", "{\"text\":\"a\\n\\u00e9\\\"\\ud83d\\ude00\"}", "a\né\"😀"),
                argumentSet("half a surrogate pair", "{\"text\":\"\\ud83d\"}", "\ud83d"),
                argumentSet("an escaped name", "{\"t\\u0065xt\":\"x\"}", "x"),
                argumentSet("blanks around", " \r\n\t{ \"text\" : \"x\" }\n ", "x"),
                argumentSet("the last of two", "{\"text\":\"a\",\"text\":\"b\"}", "b"),
                argumentSet(
                        "not one further in",
                        "{\"a\":{\"text\":\"no\"},\"b\":[{\"text\":\"no\"}],\"text\":\"x\"}",
                        "x"),
                argumentSet("beside a number no double holds", "{\"n\":1e400,\"text\":\"x\"}", "x"),
                argumentSet("beside a number no decimal holds", "{\"n\":1e99999999999,\"text\":\"x\"}", "x"));
    }

    @ParameterizedTest
    @MethodSource
    void shouldRejectWithTheReason(byte[] value, RejectReason reason, String detail) {
        // When
        Decoded decoded = DECODER.decode(value);

        // Then
        assertThat(decoded).isEqualTo(new Undecodable(new Rejected(reason, detail)));
    }

    static List<Arguments> shouldRejectWithTheReason() {
        RejectReason unreadable = RejectReason.UNREADABLE;
        RejectReason missing = RejectReason.MISSING_TEXT;
        String noObject = "the value is no JSON object";
        String noText = "the event has no field 'text'";
        String noString = "the event's field 'text' is no string";
        return List.of(
                argumentSet("no value", null, unreadable, "the record has no value"),
                argumentSet("empty", utf8(""), unreadable, noObject),
                argumentSet("blank", utf8(" \n"), unreadable, noObject),
                argumentSet("null", utf8("null"), unreadable, noObject),
                argumentSet("number", utf8("5"), unreadable, noObject),
                argumentSet(
                        "string",
                        utf8("\"text\""),
                        unreadable,
                        "the value is a JSON string, not an object; input.string.as has it read as an event or a text"),
                argumentSet(
                        "array",
                        utf8("[{\"text\":\"x\"}]"),
                        unreadable,
                        "the value is a JSON array; every event is a record of its own"),
                argumentSet(
                        "array that is cut",
                        utf8("[{\"text\":\"x\"}"),
                        unreadable,
                        "the value is no valid JSON at byte 13"),
                argumentSet(
                        "UTF-16",
                        "{\"text\":\"x\"}".getBytes(StandardCharsets.UTF_16LE),
                        unreadable,
                        "the value is in UTF-16, and is read in UTF-8 only"),
                argumentSet(
                        "UTF-16 in the other order",
                        "{\"text\":\"\u00e9\"}".getBytes(StandardCharsets.UTF_16BE),
                        unreadable,
                        "the value is in UTF-16, and is read in UTF-8 only"),
                argumentSet(
                        "UTF-16 with a mark",
                        "{\"text\":\"x\"}".getBytes(StandardCharsets.UTF_16),
                        unreadable,
                        "the value is in UTF-16, and is read in UTF-8 only"),
                argumentSet(
                        "a frame",
                        new byte[] {0, 0, 1, 0x12, 0x67, '{', '}'},
                        unreadable,
                        "the value is in the frame of a schema registry, with schema id 70247; input.format=auto reads it with schema.registry.url, and input.format=json-schema where it is JSON"),
                argumentSet("NaN for a text", utf8("{\"text\":NaN}"), missing, noString),
                argumentSet("plain text", utf8("so good"), unreadable, "the value is no valid JSON at byte 0"),
                argumentSet(
                        "cut short", utf8("{\"text\":\"so go"), unreadable, "the value is no valid JSON at byte 14"),
                argumentSet("cut after the brace", utf8("{"), unreadable, "the value is no valid JSON at byte 1"),
                argumentSet(
                        "goes on", utf8("{\"text\":\"x\"} so"), unreadable, "the value is no valid JSON at byte 13"),
                argumentSet(
                        "two objects",
                        utf8("{\"text\":\"x\"}{\"text\":\"y\"}"),
                        unreadable,
                        "the value goes on after its JSON object"),
                argumentSet(
                        "two objects, no text in the first",
                        utf8("{}\n{\"text\":\"y\"}"),
                        unreadable,
                        "the value goes on after its JSON object"),
                argumentSet("single quotes", utf8("{'text':'x'}"), unreadable, "the value is no valid JSON at byte 1"),
                argumentSet(
                        "trailing comma",
                        utf8("{\"text\":\"x\",}"),
                        unreadable,
                        "the value is no valid JSON at byte 12"),
                argumentSet(
                        "line break in a string",
                        utf8("{\"text\":\"a\nb\"}"),
                        unreadable,
                        "the value is no valid JSON at byte 10"),
                argumentSet(
                        "no UTF-8",
                        new byte[] {'{', '"', 't', 'e', 'x', 't', '"', ':', '"', (byte) 0xff, '"', '}'},
                        unreadable,
                        "the value is no valid JSON at byte 10"),
                argumentSet(
                        "no character in a name",
                        new byte[] {
                            '{',
                            '"',
                            't',
                            'e',
                            'x',
                            't',
                            '"',
                            ':',
                            '"',
                            'x',
                            '"',
                            ',',
                            '"',
                            (byte) 0xf4,
                            (byte) 0x90,
                            (byte) 0x80,
                            (byte) 0x80,
                            '"',
                            ':',
                            '1',
                            '}'
                        },
                        unreadable,
                        "the value is no text in UTF-8"),
                argumentSet("binary", new byte[] {0, 1, 2, 3, -1, -2}, unreadable, "the value is no valid JSON"),
                argumentSet(
                        "too deep",
                        utf8("{\"n\":" + nested(500) + ",\"text\":\"x\"}"),
                        unreadable,
                        "the value is no valid JSON"),
                argumentSet("no field", utf8("{}"), missing, noText),
                argumentSet("other fields", utf8("{\"id\":\"a\",\"Text\":\"x\"}"), missing, noText),
                argumentSet("further in only", utf8("{\"a\":{\"text\":\"x\"}}"), missing, noText),
                argumentSet("text null", utf8("{\"text\":null}"), missing, noString),
                argumentSet("text a number", utf8("{\"text\":5}"), missing, noString),
                argumentSet("text an object", utf8("{\"text\":{\"text\":\"x\"}}"), missing, noString),
                argumentSet(
                        "text an array",
                        utf8("{\"text\":[\"x\"]}"),
                        missing,
                        "the event's field 'text' is a list, of which '/text/0' names the first element"),
                argumentSet("text twice, the last null", utf8("{\"text\":\"x\",\"text\":null}"), missing, noString),
                argumentSet(
                        "too large",
                        utf8("{\"text\":\"" + "x".repeat(LIMIT) + "\"}"),
                        RejectReason.TOO_LARGE,
                        "the value has 10011 bytes, the limit is 10000"));
    }

    @Test
    void shouldReadAValueOfExactlyTheLimit() {
        // Given
        String text = "x".repeat(LIMIT - utf8("{\"text\":\"\"}").length);

        // When
        Decoded decoded = decode("{\"text\":\"" + text + "\"}");

        // Then
        assertThat(decoded).isEqualTo(new ReviewEvent(Optional.empty(), text, Map.of()));
    }

    static Decoded decode(String json) {
        return DECODER.decode(utf8(json));
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String nested(int depth) {
        return "[".repeat(depth) + "0" + "]".repeat(depth);
    }
}
