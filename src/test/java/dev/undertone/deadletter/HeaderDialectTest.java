// SPDX-License-Identifier: Apache-2.0
package dev.undertone.deadletter;

import static dev.undertone.deadletter.Letters.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HeaderDialectTest {
    @ParameterizedTest
    @MethodSource
    void shouldReadWhatEachSystemWrites(Headers headers, Diagnosis expected) {
        // When
        Diagnosis diagnosis = HeaderDialect.diagnose(headers);

        // Then
        assertThat(diagnosis).isEqualTo(expected);
    }

    static List<Arguments> shouldReadWhatEachSystemWrites() {
        return List.of(
                argumentSet(
                        "Undertone",
                        Letters.rejected("MISSING_TEXT", "reviews", 2, 41),
                        new Diagnosis(
                                Optional.of(HeaderDialect.KAFKA_STREAMS),
                                Optional.of("MISSING_TEXT"),
                                Optional.of("dev.undertone.review.Rejected"),
                                Optional.empty(),
                                Optional.of("the event has no field 'text'"),
                                origin("reviews", 2, 41),
                                OptionalLong.empty())),
                argumentSet(
                        "Kafka Streams, which has no message where the exception had none",
                        new RecordHeaders()
                                .add("__streams.errors.exception", bytes("java.lang.NullPointerException"))
                                .add("__streams.errors.message", null)
                                .add("__streams.errors.stacktrace", bytes("java.lang.NullPointerException\n\tat …"))
                                .add("__streams.errors.topic", bytes("orders"))
                                .add("__streams.errors.partition", bytes("0"))
                                .add("__streams.errors.offset", bytes("0")),
                        new Diagnosis(
                                Optional.of(HeaderDialect.KAFKA_STREAMS),
                                Optional.empty(),
                                Optional.of("java.lang.NullPointerException"),
                                Optional.empty(),
                                Optional.empty(),
                                origin("orders", 0, 0),
                                OptionalLong.empty())),
                argumentSet(
                        "Kafka Connect",
                        new RecordHeaders()
                                .add("__connect.errors.topic", bytes("orders"))
                                .add("__connect.errors.partition", bytes("1"))
                                .add("__connect.errors.offset", bytes("3000000000"))
                                .add("__connect.errors.connector.name", bytes("sink"))
                                .add("__connect.errors.task.id", bytes("0"))
                                .add("__connect.errors.stage", bytes("VALUE_CONVERTER"))
                                .add("__connect.errors.class.name", bytes("org.example.Converter"))
                                .add(
                                        "__connect.errors.exception.class.name",
                                        bytes("org.apache.kafka.connect.errors.DataException"))
                                .add("__connect.errors.exception.message", bytes("no schema"))
                                .add("__connect.errors.exception.stacktrace", bytes("…")),
                        new Diagnosis(
                                Optional.of(HeaderDialect.KAFKA_CONNECT),
                                Optional.empty(),
                                Optional.of("org.apache.kafka.connect.errors.DataException"),
                                Optional.empty(),
                                Optional.of("no schema"),
                                origin("orders", 1, 3_000_000_000L),
                                OptionalLong.empty())),
                argumentSet(
                        "Spring Kafka",
                        new RecordHeaders()
                                .add(
                                        "kafka_dlt-exception-fqcn",
                                        bytes("org.springframework.kafka.listener.ListenerExecutionFailedException"))
                                .add("kafka_dlt-exception-cause-fqcn", bytes("org.example.OrderException"))
                                .add("kafka_dlt-exception-message", bytes("listener failed"))
                                .add("kafka_dlt-exception-stacktrace", bytes("…"))
                                .add("kafka_dlt-original-topic", bytes("orders"))
                                .add("kafka_dlt-original-partition", bytes(258))
                                .add("kafka_dlt-original-offset", bytes(3_000_000_000L))
                                .add("kafka_dlt-original-timestamp", bytes(1_700_000_000_000L))
                                .add("kafka_dlt-original-timestamp-type", bytes("CreateTime"))
                                .add("kafka_dlt-original-consumer-group", bytes("billing")),
                        new Diagnosis(
                                Optional.of(HeaderDialect.SPRING_KAFKA),
                                Optional.empty(),
                                Optional.of("org.springframework.kafka.listener.ListenerExecutionFailedException"),
                                Optional.of("org.example.OrderException"),
                                Optional.of("listener failed"),
                                origin("orders", 258, 3_000_000_000L),
                                OptionalLong.of(1_700_000_000_000L))),
                argumentSet(
                        "Spring Kafka, of a key that could not be read",
                        new RecordHeaders()
                                .add("kafka_dlt-key-exception-fqcn", bytes("org.example.KeyException"))
                                .add("kafka_dlt-key-exception-message", bytes("no key")),
                        new Diagnosis(
                                Optional.of(HeaderDialect.SPRING_KAFKA),
                                Optional.empty(),
                                Optional.of("org.example.KeyException"),
                                Optional.empty(),
                                Optional.of("no key"),
                                Origin.UNKNOWN,
                                OptionalLong.empty())),
                argumentSet(
                        "SmallRye",
                        new RecordHeaders()
                                .add("dead-letter-exception-class-name", bytes("java.lang.RuntimeException"))
                                .add("dead-letter-reason", bytes("something went wrong"))
                                .add("dead-letter-cause-class-name", bytes("org.example.OrderException"))
                                .add("dead-letter-cause", bytes("no such order"))
                                .add("dead-letter-topic", bytes("orders"))
                                .add("dead-letter-partition", bytes("0"))
                                .add("dead-letter-offset", bytes("5"))
                                .add("traceparent", bytes("00-ab-cd-01")),
                        new Diagnosis(
                                Optional.of(HeaderDialect.SMALLRYE),
                                Optional.empty(),
                                Optional.of("java.lang.RuntimeException"),
                                Optional.of("org.example.OrderException"),
                                Optional.of("something went wrong"),
                                origin("orders", 0, 5),
                                OptionalLong.empty())));
    }

    @ParameterizedTest
    @MethodSource
    void shouldTakeWhatIsMalformedForUnknown(Headers headers) {
        // When
        Diagnosis diagnosis = HeaderDialect.diagnose(headers);

        // Then
        assertThat(diagnosis.dialect()).isPresent();
        assertThat(diagnosis.origin()).isEqualTo(Origin.UNKNOWN);
        assertThat(diagnosis.timestamp()).isEmpty();
    }

    static List<Arguments> shouldTakeWhatIsMalformedForUnknown() {
        return List.of(
                argumentSet("no numbers", numbers("one", "two")),
                argumentSet("empty", numbers("", "")),
                argumentSet("negative", numbers("-1", "-1")),
                argumentSet("too large", numbers("2147483648", "9223372036854775808")),
                argumentSet(
                        "bytes where there is text",
                        new RecordHeaders()
                                .add("__streams.errors.topic", null)
                                .add("__streams.errors.partition", bytes(1))
                                .add("__streams.errors.offset", new byte[] {(byte) 0xFF, (byte) 0xFE})),
                argumentSet(
                        "text where there are bytes",
                        new RecordHeaders()
                                .add("kafka_dlt-original-partition", bytes("1"))
                                .add("kafka_dlt-original-offset", bytes("41"))
                                .add("kafka_dlt-original-timestamp", bytes("yesterday"))),
                argumentSet(
                        "negative bytes",
                        new RecordHeaders()
                                .add("kafka_dlt-original-partition", bytes(-1))
                                .add("kafka_dlt-original-offset", bytes(-1L))
                                .add("kafka_dlt-original-timestamp", bytes(-1L))),
                argumentSet(
                        "no values",
                        new RecordHeaders()
                                .add("kafka_dlt-original-partition", null)
                                .add("kafka_dlt-original-offset", null)));
    }

    @ParameterizedTest
    @MethodSource
    void shouldKnowNothingOfRecordsWithoutSuchHeaders(Headers headers) {
        // When
        // Then
        assertThat(HeaderDialect.diagnose(headers)).isEqualTo(Diagnosis.NONE);
    }

    static List<Arguments> shouldKnowNothingOfRecordsWithoutSuchHeaders() {
        return List.of(
                argumentSet("none", new RecordHeaders()),
                argumentSet("others", new RecordHeaders().add("traceparent", bytes("00-ab-cd-01"))),
                argumentSet(
                        "one that begins like SmallRye's", new RecordHeaders().add("dead-letter-count", bytes("3"))));
    }

    @Test
    void shouldBelieveTheSystemThatFailedOnItLast() {
        // Given
        Headers headers = new RecordHeaders().add("kafka_dlt-original-topic", bytes("orders"));
        Letters.rejected("UNREADABLE", "reviews", 0, 1).forEach(headers::add);

        // When
        Diagnosis diagnosis = HeaderDialect.diagnose(headers);

        // Then
        assertThat(diagnosis.dialect()).contains(HeaderDialect.KAFKA_STREAMS);
        assertThat(diagnosis.origin().topic()).contains("reviews");
    }

    @Test
    void shouldBelieveTheLastOfEqualHeaders() {
        // Given
        Headers headers = new RecordHeaders()
                .add("kafka_dlt-original-topic", bytes("orders"))
                .add("kafka_dlt-original-topic", bytes("orders-retry"));

        // When
        // Then
        assertThat(HeaderDialect.diagnose(headers).origin().topic()).contains("orders-retry");
    }

    @Test
    void shouldBelieveTheFirstOfEqualHeadersOfSmallRye() {
        // Given
        Headers headers = new RecordHeaders()
                .add("dead-letter-topic", bytes("orders-retry"))
                .add("dead-letter-topic", bytes("orders"));

        // When
        // Then
        assertThat(HeaderDialect.diagnose(headers).origin().topic()).contains("orders-retry");
    }

    private static Headers numbers(String partition, String offset) {
        return new RecordHeaders()
                .add("__connect.errors.partition", bytes(partition))
                .add("__connect.errors.offset", bytes(offset));
    }

    private static Origin origin(String topic, int partition, long offset) {
        return new Origin(Optional.of(topic), OptionalInt.of(partition), OptionalLong.of(offset));
    }
}
