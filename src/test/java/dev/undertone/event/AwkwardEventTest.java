// SPDX-License-Identifier: Apache-2.0
package dev.undertone.event;

import static dev.undertone.event.EventDecoderTest.LIMIT;
import static dev.undertone.event.EventDecoderTest.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.event.shape.Envelope;
import dev.undertone.event.shape.EventFields;
import dev.undertone.event.shape.EventShape;
import dev.undertone.event.shape.StringValue;
import dev.undertone.event.shape.Updates;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events that are nearly what they seem: strings in envelopes, and texts that a database does not tell. */
class AwkwardEventTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "connect,auto # text # {\"schema\":{},\"payload\":\"x\"} # x",
                "cloudevents,auto # text # {\"specversion\":\"1.0\",\"type\":\"t\",\"source\":\"s\",\"datacontenttype\":\"text/plain\",\"data\":\"x\"} # x",
                "cloudevents,auto # text # {\"specversion\":\"1.0\",\"type\":\"t\",\"source\":\"s\",\"datacontenttype\":\"text/plain\",\"data_base64\":\"eA==\"} # x",
                "connect,auto # event # {\"schema\":{},\"payload\":\"{\\\"text\\\":\\\"x\\\"}\"} # x",
                "connect # event # {\"payload\":\"{\\\"text\\\":\\\"x\\\"}\"} # x",
                "connect # event # {\"payload\":\"x\"} # the string that is the event holds no JSON object",
                "connect # event # {\"payload\":\"[]\"} # the string that is the event holds no JSON object",
            })
    void shouldReadAStringInAnEnvelopeAsItReadsOneWithoutIt(
            String envelopes, String strings, String json, String expected) {
        StringValue meaning = StringValue.valueOf(strings.toUpperCase(Locale.ROOT));
        for (String envelope : envelopes.split(",")) {
            EventShape shape =
                    new EventShape(EventFields.defaults().withStrings(meaning), envelope(envelope), Updates.ALL);
            Decoded decoded = new EventDecoder(shape, LIMIT).decode(utf8(json));
            assertThat(decoded instanceof ReviewEvent event ? event.text() : detail(decoded))
                    .as(envelope)
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "debezium # text # {\"op\":\"u\",\"before\":null,\"after\":{\"id\":7,\"text\":\"?\"}} # unchanged",
                "debezium # text # {\"id\":7,\"text\":\"?\",\"__deleted\":\"false\",\"__op\":\"u\"} # unchanged",
                "debezium # text # {\"id\":7,\"text\":\"?\",\"__deleted\":\"false\"} # untold",
                "debezium # text # {\"op\":\"c\",\"before\":null,\"after\":{\"id\":7,\"text\":\"?\"}} # untold",
                "auto # title,text # {\"op\":\"c\",\"before\":null,\"after\":{\"title\":\"t\",\"text\":\"?\"}} # untold",
                "none # text # {\"id\":7,\"text\":\"?\"} # untold",
                "none # text # {\"id\":7,\"text\":\"so ? so\"} # read",
            })
    void shouldNotTakeForATextWhatSaysThatItIsNotTold(String envelope, String text, String json, String expected) {
        // Given
        EventFields fields = new EventFields(text, "id", List.of());
        byte[] value = utf8(json.replace("?", "__debezium_unavailable_value"));

        // When
        Decoded decoded =
                new EventDecoder(new EventShape(fields, envelope(envelope), Updates.CHANGED), LIMIT).decode(value);
        Decoded ofAll = new EventDecoder(new EventShape(fields, envelope(envelope), Updates.ALL), LIMIT).decode(value);

        // Then
        if (expected.equals("read")) {
            assertThat(decoded).isInstanceOf(ReviewEvent.class);
        } else {
            assertThat(decoded instanceof Unchanged).isEqualTo(expected.equals("unchanged"));
            assertThat(detail(ofAll)).startsWith("the change does not tell the text, which is long");
        }
    }

    @Test
    void shouldLeaveOutAFieldToRepeatThatIsNotTold() {
        String untold = "\"text\":\"x\",\"stars\":4,\"note\":\"__debezium_unavailable_value\"";
        for (List<String> repeated : List.of(List.of("note"), List.of("/note"), List.of("*"))) {
            Decoded decoded =
                    new EventDecoder(new EventFields("text", "id", repeated), LIMIT).decode(utf8("{" + untold + "}"));
            assertThat(((ReviewEvent) decoded).carried()).doesNotContainKey("note");
        }
    }

    @Test
    void shouldCarryNothingOutOfAStringThatCannotBeWritten() {
        String half = "{\"text\":\"x\",\"m\":\"{\\\"o\\\":{\\\"\\\\ud83d\\\":1}}\"}";
        Decoded decoded = new EventDecoder(new EventFields("text", "id", List.of("/m/o")), LIMIT).decode(utf8(half));
        assertThat(((ReviewEvent) decoded).carried()).isEmpty();
        String whole = half.replace("ud83d", "u0041");
        decoded = new EventDecoder(new EventFields("text", "id", List.of("/m/o")), LIMIT).decode(utf8(whole));
        assertThat(((ReviewEvent) decoded).carried().get("o")).hasToString("{\"A\":1}");
    }

    @Test
    void shouldMissTheTextBesideANumberThatIsTooLarge() {
        Decoded decoded = new EventDecoder(EventFields.defaults(), LIMIT).decode(utf8("{\"n\":1e99999999999}"));
        assertThat(detail(decoded)).isEqualTo("the event has no field 'text'");
    }

    private static String detail(Decoded decoded) {
        return ((Undecodable) decoded).rejection().detail();
    }

    private static Envelope envelope(String name) {
        return Envelope.valueOf(name.toUpperCase(Locale.ROOT));
    }
}
