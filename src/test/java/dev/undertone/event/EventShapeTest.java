// SPDX-License-Identifier: Apache-2.0
package dev.undertone.event;

import static dev.undertone.event.EventDecoderTest.LIMIT;
import static dev.undertone.event.EventDecoderTest.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.undertone.event.shape.Envelope;
import dev.undertone.event.shape.EventFields;
import dev.undertone.event.shape.EventShape;
import dev.undertone.event.shape.FieldExpression;
import dev.undertone.event.shape.Updates;
import dev.undertone.review.RejectReason;
import dev.undertone.review.Rejected;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fields anywhere in an event, joined, and events in an envelope. */
class EventShapeTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            nullValues = "none",
            quoteCharacter = '`',
            value = {
                "/data/text # /data/id # {\"data\":{\"id\":\"1\",\"text\":\"x\"},\"text\":\"no\"} # x # 1",
                "/a~1b/m~0n # id # {\"a/b\":{\"m~n\":\"x\"},\"id\":7} # x # 7",
                "/list/1/text # id # {\"list\":[{\"text\":\"no\"},{\"text\":\"x\"}]} # x # none",
                "title,body # id # {\"body\":\"long\",\"title\":\"short\"} # short long # none",
                "title,body # id # {\"body\":\"long\",\"title\":null} # long # none",
                "title , full_text | text # id # {\"text\":\"cut\",\"full_text\":\"all\",\"title\":\"t\"} # t all # none",
                "title,/more/0 # shop,id # {\"title\":\"t\",\"more\":[\"m\"],\"shop\":\"s\",\"id\":5} # t m # s-5",
                "/data/text|text # id # {\"text\":\"x\"} # x # none",
                "/text # id # {\"text\":\"x\",\"id\":{\"no\":1}} # x # none",
                "/Message/text # /Message/id # {\"Message\":\"{\\\"id\\\":7,\\\"text\\\":\\\"x\\\"}\"} # x # 7",
                "/texts/0,/texts/1,/texts/2 # id # {\"texts\":[\"a\",\"b\"]} # a b # none",
            })
    void shouldReadTextAndIdWhereverTheyAre(String text, String id, String json, String expected, String expectedId) {
        // When
        Decoded decoded = new EventDecoder(new EventFields(text, id, List.of()), LIMIT).decode(utf8(json));

        // Then
        assertThat(decoded)
                .isEqualTo(new ReviewEvent(Optional.ofNullable(expectedId), expected.replace(' ', '\n'), Map.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "/data/text # {\"data\":{}} # the event has no field '/data/text'",
                "/data/text # {\"data\":{\"text\":7}} # the event's field '/data/text' is no string",
                "/data/text # {\"data\":{\"text\":null}} # the event's field '/data/text' is no string",
                "/data/01 # {\"data\":[\"a\",\"b\"]} # the event has no field '/data/01'",
                "title,body # {\"title\":\"t\",\"body\":[]} # the event's field 'body' is a list, of which '/body/0' names the first element",
                "title,body # {\"id\":1} # the event has no field 'title,body'",
                "/m/text # {\"m\":\"{\\\"text\\\":1e99999999999}\"} # the event has no field '/m/text'",
                "/m/text # {\"m\":\"so\"} # the event has no field '/m/text'",
                "text # {\"text\":[\"a\"]} # the event's field 'text' is a list, of which '/text/0' names the first element",
                "a~b # {\"a~b\":[]} # the event's field 'a~b' is a list, of which '/a~0b/0' names the first element",
                "text # {\"schema\":{},\"payload\":{\"text\":\"x\"}} # the event has no field 'text'; it is in Kafka Connect's envelope, which input.envelope=connect opens",
                "text # {\"schema\":{},\"payload\":{\"op\":\"c\",\"after\":{}}} # the event has no field 'text'; it is in Debezium's envelope, which input.envelope=debezium opens",
                "/text # {\"specversion\":\"1.0\",\"type\":\"t\",\"source\":\"s\",\"data\":{}} # the event has no field '/text'; it is in a CloudEvent, which input.envelope=cloudevents opens",
            })
    void shouldNameTheFieldThatIsMissing(String text, String json, String detail) {
        // When
        Decoded decoded = new EventDecoder(new EventFields(text, "id", List.of()), LIMIT).decode(utf8(json));

        // Then
        assertThat(decoded).isEqualTo(new Undecodable(new Rejected(RejectReason.MISSING_TEXT, detail)));
    }

    @Test
    void shouldRepeatWhatAPointerNames() throws Exception {
        // Given
        EventFields fields = new EventFields("text", "id", List.of("/user/name", "stars", "/gone", "/tags/0"));

        // When
        Decoded decoded = new EventDecoder(fields, LIMIT)
                .decode(utf8("{\"text\":\"x\",\"stars\":4.50,\"user\":{\"name\":{\"first\":\"A\"}},\"tags\":[\"t\"]}"));

        // Then
        assertThat(((ReviewEvent) decoded).carried())
                .isEqualTo(Map.of(
                        "name",
                        JSON.readTree("{\"first\":\"A\"}"),
                        "stars",
                        JSON.getNodeFactory().numberNode(new BigDecimal("4.50")),
                        "0",
                        JSON.readTree("\"t\"")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a||b", "", " | ", "a,,b", "a,", "/a~2b", "/a~"})
    void shouldRefuseFieldsThatMeanNothing(String field) {
        assertThatThrownBy(() -> FieldExpression.parse(field)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldRefuseToRepeatTwoFieldsUnderOneName() {
        assertThatThrownBy(() -> new EventFields("text", "id", List.of("/a/name", "/b/name")))
                .hasMessageContaining("'name'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "connect,auto # {\"schema\":{\"type\":\"struct\"},\"payload\":{\"id\":7,\"text\":\"x\"}}",
                "debezium,auto # {\"before\":null,\"after\":{\"id\":7,\"text\":\"x\"},\"op\":\"c\"}",
                "debezium,auto # {\"after\":{\"id\":7,\"text\":\"x\"},\"op\":\"r\",\"source\":{\"table\":\"t\"}}",
                "debezium,auto # {\"before\":{\"id\":7,\"text\":\"y\"},\"after\":{\"id\":7,\"text\":\"x\"},\"op\":\"u\"}",
                "debezium,auto # {\"schema\":{},\"payload\":{\"before\":null,\"after\":{\"id\":7,\"text\":\"x\"},\"op\":\"c\"}}",
                "cloudevents,auto # {\"specversion\":\"1.0\",\"type\":\"t\",\"source\":\"s\",\"id\":\"9\",\"data\":{\"id\":7,\"text\":\"x\"}}",
                "cloudevents,auto # {\"specversion\":\"1.0\",\"type\":\"t\",\"source\":\"s\",\"data_base64\":\"eyJpZCI6NywidGV4dCI6IngifQ==\"}",
                "debezium,auto # {\"after\":\"{\\\"id\\\":7,\\\"text\\\":\\\"x\\\"}\",\"op\":\"c\"}",
                "debezium,auto # {\"id\":7,\"text\":\"x\",\"__deleted\":\"false\"}",
                "debezium,auto # {\"schema\":{},\"payload\":{\"id\":7,\"text\":\"x\",\"__deleted\":\"false\"}}",
                "none,auto,cloudevents # {\"id\":7,\"text\":\"x\"}",
                "none,auto # {\"id\":7,\"text\":\"x\",\"op\":\"c\"}",
                "none,auto # {\"id\":7,\"text\":\"x\",\"payload\":1}",
            })
    void shouldTakeAnEventOutOfItsEnvelope(String envelopes, String json) {
        for (String envelope : envelopes.split(",")) {
            assertThat(decode(envelope, Updates.ALL, json))
                    .as(envelope)
                    .isEqualTo(new ReviewEvent(Optional.of("7"), "x", Map.of()));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "debezium,auto # {\"before\":{\"id\":7,\"text\":\"x\"},\"after\":null,\"op\":\"d\"}",
                "debezium,auto # {\"schema\":{},\"payload\":{\"before\":{\"id\":7},\"after\":null,\"op\":\"d\"}}",
                "debezium,auto # {\"id\":7,\"text\":\"x\",\"__deleted\":\"true\"}",
                "debezium,auto # {\"id\":7,\"text\":null,\"__deleted\":true}",
                "debezium,auto # {\"schema\":{},\"payload\":{\"id\":7,\"text\":\"x\",\"__deleted\":\"true\"}}",
                "connect,debezium,auto # {\"schema\":null,\"payload\":null}",
            })
    void shouldTakeADeleteForOne(String envelopes, String json) {
        for (String envelope : envelopes.split(",")) {
            assertThat(decode(envelope, Updates.ALL, json)).as(envelope).isEqualTo(new Deletion());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "connect # {\"text\":\"x\"} # the event has no field 'payload', which Kafka Connect's envelope has; input.envelope=auto reads events without one, too",
                "connect # {\"schema\":{},\"payload\":\"x\"} # what holds the event is a string, not an object; input.string.as has it read as an event or a text",
                "debezium # {\"text\":\"x\"} # the event has no field 'op', which a change of Debezium has; input.envelope=auto reads events without one, too",
                "debezium # {\"op\":\"c\",\"after\":null} # the change has no row in its field 'after'",
                "debezium # {\"op\":\"u\",\"after\":\"so\"} # the change has no row in its field 'after'",
                "debezium # {\"op\":\"t\"} # the change emptied a table (op t) and names no row; the connector leaves such changes out with skipped.operations=t",
                "debezium # {\"op\":\"m\"} # the change is of a kind (op) that has no row; those that do are c, r, u and d",
                "cloudevents # {\"specversion\":\"1.0\"} # the CloudEvent has no data",
                "cloudevents # {\"specversion\":\"1.0\",\"data_base64\":\"!\"} # the CloudEvent's data_base64 holds no JSON in Base64",
                "auto # [] # the value is a JSON array; every event is a record of its own",
            })
    void shouldSayWhatIsWrongWithAnEnvelope(String envelope, String json, String detail) {
        assertThat(decode(envelope, Updates.ALL, json))
                .isEqualTo(new Undecodable(new Rejected(RejectReason.UNREADABLE, detail)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "{\"op\":\"u\",\"before\":{\"id\":7,\"text\":\"x\",\"n\":1},\"after\":{\"id\":7,\"text\":\"x\",\"n\":2}} # true",
                "{\"op\":\"u\",\"before\":{\"id\":7,\"text\":\"y\"},\"after\":{\"id\":7,\"text\":\"x\"}} # false",
                "{\"op\":\"u\",\"before\":{\"id\":7,\"text\":\"x\",\"stars\":1},\"after\":{\"id\":7,\"text\":\"x\",\"stars\":2}} # false",
                "{\"op\":\"u\",\"before\":null,\"after\":{\"id\":7,\"text\":\"x\"}} # false",
                "{\"op\":\"u\",\"before\":{\"id\":7,\"text\":null},\"after\":{\"id\":7,\"text\":null}} # false",
            })
    void shouldLeaveAloneAnUpdateThatChangesNothing(String json, boolean unchanged) {
        assertThat(decode("debezium", Updates.CHANGED, json) instanceof Unchanged)
                .isEqualTo(unchanged);
        assertThat(decode("debezium", Updates.ALL, json)).isNotInstanceOf(Unchanged.class);
    }

    private static Decoded decode(String envelope, Updates updates, String json) {
        EventFields fields = new EventFields("text", "id", updates == Updates.ALL ? List.of() : List.of("stars"));
        EventShape shape = new EventShape(fields, Envelope.valueOf(envelope.toUpperCase(Locale.ROOT)), updates);
        Decoded decoded = new EventDecoder(shape, LIMIT).decode(utf8(json));
        return decoded instanceof ReviewEvent event && updates == Updates.CHANGED
                ? new ReviewEvent(event.id(), event.text(), Map.<String, JsonNode>of())
                : decoded;
    }
}
