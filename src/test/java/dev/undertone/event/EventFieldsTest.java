// SPDX-License-Identifier: Apache-2.0
package dev.undertone.event;

import static dev.undertone.event.EventDecoderCarryTest.CARRYING_ALL;
import static dev.undertone.event.EventDecoderTest.LIMIT;
import static dev.undertone.event.EventDecoderTest.decode;
import static dev.undertone.event.EventDecoderTest.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.undertone.event.shape.EventFields;
import dev.undertone.event.shape.StringValue;
import dev.undertone.review.RejectReason;
import dev.undertone.review.Rejected;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which fields of an event are read, and how. */
class EventFieldsTest {
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
    @ValueSource(strings = {"a||b", "", " | "})
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
        assertThat(CARRYING_ALL.decode(utf8(json)))
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
}
