// SPDX-License-Identifier: Apache-2.0
package dev.undertone.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.undertone.review.Label;
import dev.undertone.review.ModelId;
import dev.undertone.review.RejectReason;
import dev.undertone.review.Rejected;
import dev.undertone.review.Scored;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventDecoderTest {
    private static final long SEED = 1_123;
    private static final int LIMIT = 10_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Every detail there may be: none has room for a review. */
    private static final Pattern DETAIL = Pattern.compile("the record has no value"
            + "|the value has \\d+ bytes, the limit is \\d+"
            + "|the value is no JSON object"
            + "|the value is a JSON array; every event is a record of its own"
            + "|the value is a JSON string, not an object; input.string.as has it read as an event or a text"
            + "|the value is in UTF-16, and is read in UTF-8 only"
            + "|the value is in the frame of a schema registry, with schema id \\d+, and is read without a frame only"
            + "|a field that output.fields repeats holds NaN, an infinity or half a surrogate pair in a name, which is no JSON"
            + "|the value goes on after its JSON object"
            + "|the value is no valid JSON( at byte \\d+)?"
            + "|the value is no text in UTF-8"
            + "|the value holds a number that is too large"
            + "|the event has no field 'text'"
            + "|the event's field 'text' is no string");

    private final EventDecoder decoder = new EventDecoder(EventFields.defaults(), LIMIT);
    private final EventDecoder carryingAll = new EventDecoder(new EventFields("text", "id", List.of("*")), LIMIT);

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
        Decoded decoded = decoder.decode(value);

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
                        "the value is in the frame of a schema registry, with schema id 70247, and is read without a frame only"),
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
                argumentSet("text an array", utf8("{\"text\":[\"x\"]}"), missing, noString),
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

    @Test
    void shouldCarryTheFieldsItIsToldTo() throws Exception {
        // Given
        EventDecoder carrying =
                new EventDecoder(new EventFields("text", "id", List.of("product", "stars", "gone")), LIMIT);

        // When
        Decoded decoded = carrying.decode(
                utf8(
                        "{\"stars\":4,\"other\":1,\"text\":\"x\",\"product\":{\"name\":\"a\",\"tags\":[1,null,{\"b\":true}]}}"));

        // Then
        Map<String, JsonNode> carried = new LinkedHashMap<>();
        carried.put("stars", JSON.readTree("4"));
        carried.put("product", JSON.readTree("{\"name\":\"a\",\"tags\":[1,null,{\"b\":true}]}"));
        assertThat(decoded).isEqualTo(new ReviewEvent(Optional.empty(), "x", carried));
    }

    @Test
    void shouldCarryTheWholeEventInItsOrder() {
        // Given
        String json = "{\"z\":1,\"text\":\"x\",\"a\":[],\"id\":\"7\",\"n\":null}";

        // When
        ReviewEvent decoded = (ReviewEvent) carryingAll.decode(utf8(json));

        // Then
        assertThat(decoded.carried().keySet()).containsExactly("z", "text", "a", "id", "n");
        assertThat(JSON.<JsonNode>valueToTree(decoded.carried())).hasToString(json);
    }

    @Test
    void shouldCarryNumbersToTheLastDigit() {
        // Given
        List<String> numbers =
                List.of("4.50", "3.14159265358979323846264338327950", "1E+400", "123456789012345678901234567890");

        // When
        List<BigDecimal> carried = numbers.stream()
                .map(number -> (ReviewEvent) carryingAll.decode(utf8("{\"text\":\"x\",\"n\":" + number + "}")))
                .map(event -> event.carried().get("n").decimalValue())
                .toList();

        // Then
        assertThat(carried).isEqualTo(numbers.stream().map(BigDecimal::new).toList());
    }

    @Test
    void shouldRejectACarriedNumberThatNothingHolds() {
        // When
        Decoded decoded = carryingAll.decode(utf8("{\"text\":\"x\",\"n\":1e99999999999}"));

        // Then
        assertThat(decoded)
                .isEqualTo(new Undecodable(
                        new Rejected(RejectReason.UNREADABLE, "the value holds a number that is too large")));
    }

    @Test
    void shouldReadNothingDeeperThanCanBeWritten() {
        // Given
        ScoredEventWriter writer = new ScoredEventWriter();
        List<Integer> written = new ArrayList<>();

        // When
        for (int depth : List.of(0, 1, 498, 499, 500, 501, 996, 997, 998, 999, 1_000)) {
            if (carryingAll.decode(utf8("{\"text\":\"x\",\"n\":" + nested(depth) + "}")) instanceof ReviewEvent event) {
                writer.write(
                        "",
                        new Scored(Label.POSITIVE, 1, 1, false, new ModelId("m", "1")),
                        Instant.EPOCH,
                        event.carried());
                written.add(depth);
            }
        }

        // Then
        assertThat(written).containsExactly(0, 1, 498, 499);
    }

    @Test
    void shouldRefuseToCarryAllAndOneMore() {
        assertThatThrownBy(() -> new EventFields("text", "id", List.of("*", "stars")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'*' carries every field, so it stands alone, not in [*, stars]");
    }

    @ParameterizedTest
    @MethodSource
    void shouldReadTheFirstFieldThatIsThere(String json, String text, String id) {
        // Given
        EventDecoder choosing = new EventDecoder(new EventFields("full_text|text", "id_str | id", List.of()), LIMIT);

        // When
        Decoded decoded = choosing.decode(utf8(json));

        // Then
        assertThat(decoded).isEqualTo(new ReviewEvent(Optional.ofNullable(id), text, Map.of()));
    }

    static List<Arguments> shouldReadTheFirstFieldThatIsThere() {
        return List.of(
                argumentSet(
                        "the first", "{\"full_text\":\"all\",\"text\":\"cut\",\"id_str\":\"1\",\"id\":2}", "all", "1"),
                argumentSet(
                        "in any order",
                        "{\"text\":\"cut\",\"full_text\":\"all\",\"id\":2,\"id_str\":\"1\"}",
                        "all",
                        "1"),
                argumentSet("the second", "{\"text\":\"cut\",\"id\":2}", "cut", "2"),
                argumentSet("not null", "{\"full_text\":null,\"text\":\"cut\",\"id_str\":null,\"id\":2}", "cut", "2"),
                argumentSet("not null, behind", "{\"text\":\"cut\",\"full_text\":null}", "cut", null),
                argumentSet("the last of two", "{\"full_text\":\"a\",\"text\":\"b\",\"full_text\":\"c\"}", "c", null));
    }

    @Test
    void shouldNameAllFieldsWhereNoneIsThere() {
        EventDecoder choosing = new EventDecoder(new EventFields("full_text|text", "id", List.of()), LIMIT);

        assertThat(choosing.decode(utf8("{\"body\":\"x\"}")))
                .isEqualTo(new Undecodable(
                        new Rejected(RejectReason.MISSING_TEXT, "the event has no field 'full_text|text'")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"title,body", "/payload/text", "a||b", "", " | "})
    void shouldRefuseFieldsThatMeanNothingYet(String field) {
        assertThatThrownBy(() -> new EventFields(field, "id", List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"text\":\"x\",\"n\":NaN}",
                "{\"n\":-Infinity,\"m\":[{\"k\":Infinity}],\"text\":\"x\"}",
                "{\"note\\ud83d\":1,\"text\":\"x\"}",
                "\ufeff{\"text\":\"x\",\"a\":{\"\\ude00\":NaN}}",
            })
    void shouldBeLenientWithFieldsThatNobodyReads(String json) {
        assertThat(decode(json)).isEqualTo(new ReviewEvent(Optional.empty(), "x", Map.of()));
        assertThat(carryingAll.decode(utf8(json)))
                .isEqualTo(new Undecodable(new Rejected(
                        RejectReason.UNREADABLE,
                        "a field that output.fields repeats holds NaN, an infinity or half a surrogate pair in a name, which is"
                                + " no JSON")));
    }

    @ParameterizedTest
    @MethodSource
    void shouldReadStringsAsItIsTold(StringValue meaning, String json, Decoded expected) {
        // Given
        EventDecoder told = new EventDecoder(EventFields.defaults().withStrings(meaning), LIMIT);

        // When Then
        assertThat(told.decode(utf8(json))).isEqualTo(expected);
        assertThat(told.decode(utf8("{\"text\":\"x\"}"))).isEqualTo(new ReviewEvent(Optional.empty(), "x", Map.of()));
    }

    static List<Arguments> shouldReadStringsAsItIsTold() {
        Undecodable goesOn =
                new Undecodable(new Rejected(RejectReason.UNREADABLE, "the value goes on after its JSON object"));
        Undecodable noEvent = new Undecodable(
                new Rejected(RejectReason.UNREADABLE, "the string that is the value holds no JSON object"));
        return List.of(
                argumentSet(
                        "a text",
                        StringValue.TEXT,
                        " \"so \\\"good\\\"\" ",
                        new ReviewEvent(Optional.empty(), "so \"good\"", Map.of())),
                argumentSet("a text that goes on", StringValue.TEXT, "\"so\" \"good\"", goesOn),
                argumentSet(
                        "an event",
                        StringValue.EVENT,
                        "\"{\\\"id\\\":7,\\\"text\\\":\\\"x\\\"}\"",
                        new ReviewEvent(Optional.of("7"), "x", Map.of())),
                argumentSet("no event", StringValue.EVENT, "\"so good\"", noEvent),
                argumentSet("half an event", StringValue.EVENT, "\"{\\\"text\\\":\\\"x\"", noEvent),
                argumentSet("two events", StringValue.EVENT, "\"{} {}\"", noEvent),
                argumentSet(
                        "an event without a text",
                        StringValue.EVENT,
                        "\"{}\"",
                        new Undecodable(new Rejected(RejectReason.MISSING_TEXT, "the event has no field 'text'"))));
    }

    @Test
    void shouldAnswerRandomBytesWithoutTheirText() {
        Random random = new Random(SEED);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(60)];
            random.nextBytes(bytes);
            if (bytes.length > 0 && random.nextBoolean()) {
                bytes[0] = '{';
            }
            requireAnswer(bytes);
        }
    }

    @Test
    void shouldAnswerMutatedEventsWithoutTheirText() {
        List<byte[]> events = List.of(
                utf8("{\"id\":\"r-1\",\"text\":\"ornithorhynchus, so good!\",\"stars\":5}"),
                utf8("{\"text\":\"ornithorhynchus \\u00e9 \\\"so\\\" good\",\"id\":17,\"price\":12.50e2,\"ok\":true}"),
                utf8(
                        "{\"product\":{\"name\":\"ornithorhynchus\",\"tags\":[\"é\",null,{\"x\":-1.0}]},\"text\":\"好 ornithorhynchus 😀\"}"));
        Random random = new Random(SEED);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = events.get(random.nextInt(events.size()));
            for (int mutations = 1 + random.nextInt(3); mutations > 0; mutations--) {
                bytes = mutated(random, bytes);
            }
            requireAnswer(bytes);
        }
    }

    /** An answer without an exception and without a word of the value; and what could be read can be written. */
    private void requireAnswer(byte[] value) {
        try {
            Decoded decoded = carryingAll.decode(value);
            if (decoded instanceof Undecodable undecodable) {
                String detail = undecodable.rejection().detail();
                if (!DETAIL.matcher(detail).matches()) {
                    throw new IllegalStateException("detail: " + detail);
                }
            } else {
                ReviewEvent event = (ReviewEvent) decoded;
                byte[] written = new ScoredEventWriter()
                        .write(
                                event.id().orElse(""),
                                new Scored(Label.POSITIVE, 1, 1, false, new ModelId("m", "1")),
                                Instant.EPOCH,
                                event.carried());
                JsonNode read = JSON.readTree(written).path("review").path("text");
                if (!event.text().equals(read.textValue())) {
                    throw new IllegalStateException("written: " + read);
                }
            }
        } catch (IOException | RuntimeException e) {
            throw new AssertionError("seed " + SEED + ", value " + Arrays.toString(value), e);
        }
    }

    private static byte[] mutated(Random random, byte[] bytes) {
        int at = random.nextInt(Math.max(1, bytes.length));
        int end = Math.min(bytes.length, at + 1 + random.nextInt(8));
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        result.write(bytes, 0, Math.min(at, bytes.length));
        switch (random.nextInt(6)) {
            case 0 -> { // cut the end off
                return result.toByteArray();
            }
            case 1 -> result.write(random.nextInt(256)); // insert anything
            case 2 -> result.write("{}[]\",:\\u0e9-.tn ".charAt(random.nextInt(17))); // insert what JSON is made of
            case 3 -> result.write(bytes, at, end - at); // repeat a piece
            case 4 -> { // leave a piece out
                result.write(bytes, end, bytes.length - end);
                return result.toByteArray();
            }
            default -> { // change a bit
                if (at < bytes.length) {
                    result.write(bytes[at] ^ (1 << random.nextInt(8)));
                    at++;
                }
            }
        }
        result.write(bytes, Math.min(at, bytes.length), Math.max(0, bytes.length - at));
        return result.toByteArray();
    }

    private Decoded decode(String json) {
        return decoder.decode(utf8(json));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String nested(int depth) {
        return "[".repeat(depth) + "0" + "]".repeat(depth);
    }
}
