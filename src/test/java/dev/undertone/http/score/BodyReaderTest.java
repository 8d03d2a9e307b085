// SPDX-License-Identifier: Apache-2.0
package dev.undertone.http.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.event.EventDecoder;
import dev.undertone.event.ReviewEvent;
import dev.undertone.event.Undecodable;
import dev.undertone.event.shape.Envelope;
import dev.undertone.event.shape.EventFields;
import dev.undertone.event.shape.EventShape;
import dev.undertone.event.shape.StringValue;
import dev.undertone.event.shape.Updates;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodyReaderTest {
    private final BodyReader reader =
            new BodyReader(new EventDecoder(EventFields.defaults().withStrings(StringValue.TEXT), 200), 200, 10);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "[]|",
                " \t[ ] |",
                "[{\"text\":\"a\"}]|text-1:a",
                "[ {\"text\":\"a\"} , {\"id\":\"x\",\"text\":\"b\",\"more\":[1,{\"y\":2}]} ]|text-1:a x:b",
                "[\"a\",\"b\\\"]\"]|text-1:a text-2:b\"]",
                "[\"é\",{\"text\":\"日本\"},\"😀\"]|text-1:é text-2:日本 text-3:😀",
                "[{\"x\":1},\"a\",17,null,[\"b\"],true,1.5e3]"
                        + "|text-1=MISSING_TEXT text-2:a text-3=UNREADABLE text-4=UNREADABLE text-5=UNREADABLE"
                        + " text-6=UNREADABLE text-7=UNREADABLE",
                "{\"text\":\"a\"}|text-1:a",
                "\"a\"|text-1:a",
                "nothing|text-1=UNREADABLE",
                "|text-1=UNREADABLE"
            })
    void shouldReadJsonAsEventsThatStandAlone(String body, String items) {
        assertThat(read(BodyForm.JSON, body == null ? "" : body)).isEqualTo(items == null ? "" : items);
    }

    @Test
    void shouldPassOverAMark() {
        // When
        String items = read(BodyForm.JSON, "\uFEFF[{\"text\":\"a\"},\"b\"]");

        // Then
        assertThat(items).isEqualTo("text-1:a text-2:b");
        assertThat(read(BodyForm.TEXT, "\uFEFFa")).isEqualTo("text-1:a");
        assertThat(read(BodyForm.LINES, "\uFEFF\"a\"")).isEqualTo("line-1:a");
    }

    @Test
    void shouldReadLinesByTheirNumbers() {
        assertThat(read(BodyForm.LINES, "{\"text\":\"a\"}\r\n\n  \n\"b\"\n{\n{\"id\":7,\"text\":\"c\"}"))
                .isEqualTo("line-1:a line-4:b line-5=UNREADABLE 7:c");
    }

    @Test
    void shouldReadEnvelopesAsTheTopicDoesAndNoDelete() {
        // Given
        BodyReader debezium = new BodyReader(
                new EventDecoder(new EventShape(EventFields.defaults(), Envelope.DEBEZIUM, Updates.ALL), 200), 200, 10);
        String body = "[{\"op\":\"c\",\"before\":null,\"after\":{\"id\":7,\"text\":\"a\"}},"
                + "{\"op\":\"d\",\"before\":{\"id\":7,\"text\":\"a\"},\"after\":null}]";

        // When
        BodyReading reading = debezium.read(BodyForm.JSON, body.getBytes(StandardCharsets.UTF_8));

        // Then
        assertThat(text(reading)).isEqualTo("7:a text-2=MISSING_TEXT");
    }

    @Test
    void shouldReadATextAsItIs() {
        assertThat(read(BodyForm.TEXT, "{\"text\":\"a\"}\nb")).isEqualTo("text-1:{\"text\":\"a\"}\nb");
    }

    @Test
    void shouldHoldEachReviewToTheLimitOfTheTopic() {
        // Given
        String large = "x".repeat(201);

        // Then
        assertThat(read(BodyForm.TEXT, large)).isEqualTo("text-1=TOO_LARGE");
        assertThat(read(BodyForm.JSON, "[\"" + large + "\",\"a\"]")).isEqualTo("text-1=TOO_LARGE text-2:a");
        assertThat(read(BodyForm.LINES, "\"" + large + "\"\n\"a\"")).isEqualTo("line-1=TOO_LARGE line-2:a");
    }

    @Test
    void shouldReadNoTextThatIsNoUtf8() {
        // When
        BodyReading reading = reader.read(BodyForm.TEXT, new byte[] {'a', (byte) 0xE9, 'b'});

        // Then
        assertThat(text(reading)).isEqualTo("text-1=UNREADABLE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[", "[\"secret\"", "[\"secret\",]", "[\"secret\" \"b\"]", "[secret]", "[] []", "[\"secret\"]x"})
    void shouldRefuseWhatIsNoArrayWithoutRepeatingIt(String body) {
        // When
        String refused = read(BodyForm.JSON, body);

        // Then
        assertThat(refused).startsWith("400 the body ").doesNotContain("secret");
    }

    @Test
    void shouldRefuseAnArrayInAnotherEncoding() {
        // When
        BodyReading reading = reader.read(BodyForm.JSON, "[\"a\",\"b\"]".getBytes(StandardCharsets.UTF_16LE));

        // Then
        assertThat(text(reading)).startsWith("400 ");
    }

    @ParameterizedTest
    @CsvSource({"10, false", "11, true"})
    void shouldTakeSoManyEventsAndNoMore(int count, boolean refused) {
        // Given
        List<String> items = IntStream.range(0, count).mapToObj(i -> "\"a\"").toList();

        // Then
        assertThat(read(BodyForm.JSON, items.toString()).startsWith("413 ")).isEqualTo(refused);
        assertThat(read(BodyForm.LINES, String.join("\n", items)).startsWith("413 "))
                .isEqualTo(refused);
    }

    private String read(BodyForm form, String body) {
        return text(reader.read(form, body.getBytes(StandardCharsets.UTF_8)));
    }

    private static String text(BodyReading reading) {
        if (reading instanceof BodyReading.Refused refused) {
            return refused.problem().status() + " " + refused.problem().detail();
        }
        return ((BodyReading.Reviews) reading)
                .items().stream().map(BodyReaderTest::text).collect(Collectors.joining(" "));
    }

    private static String text(BodyReading.Item item) {
        return item.decoded() instanceof ReviewEvent event
                ? event.id().orElse(item.id()) + ":" + event.text()
                : item.id() + "=" + ((Undecodable) item.decoded()).rejection().reason();
    }
}
