// SPDX-License-Identifier: Apache-2.0
package dev.undertone.deadletter;

import static dev.undertone.deadletter.Letters.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeadLetterTest {
    @Test
    void shouldGiveTheRecordBackAsItWas() {
        // Given
        Headers headers = new RecordHeaders().add("traceparent", bytes("00-ab-cd-01"));
        Letters.rejected("MISSING_TEXT", "reviews", 2, 41).forEach(headers::add);
        headers.add("baggage", null);

        // When
        ProducerRecord<byte[], byte[]> replay = Letters.with(headers).replay("reviews", 3);

        // Then
        assertThat(replay.topic()).isEqualTo("reviews");
        assertThat(replay.partition()).isEqualTo(2);
        assertThat(replay.timestamp()).isEqualTo(Letters.TIMESTAMP);
        assertThat(replay.key()).isEqualTo(bytes("key"));
        assertThat(replay.value()).isEqualTo(bytes("value"));
        assertThat(replay.headers())
                .extracting(Header::key, DeadLetterTest::text)
                .containsExactly(
                        tuple("traceparent", "00-ab-cd-01"), tuple("baggage", null), tuple(DeadLetter.ATTEMPTS, "1"));
    }

    @Test
    void shouldKeepTheHeadersOfASystemThatFailedOnItEarlier() {
        // Given
        Headers headers = new RecordHeaders().add("kafka_dlt-original-topic", bytes("orders"));
        Letters.rejected("MISSING_TEXT", "reviews", 2, 41).forEach(headers::add);

        // When
        ProducerRecord<byte[], byte[]> replay = Letters.with(headers).replay("reviews", 3);

        // Then
        assertThat(replay.headers())
                .extracting(Header::key)
                .containsExactly("kafka_dlt-original-topic", DeadLetter.ATTEMPTS);
    }

    @ParameterizedTest
    @CsvSource({"reviews, 2, ", "elsewhere, 9, "})
    void shouldLeaveThePartitionOpenWhereTheTargetHasNoSuch(String target, int partitions) {
        // Given
        DeadLetter letter = Letters.with(Letters.rejected("MISSING_TEXT", "reviews", 2, 41));

        // When
        // Then
        assertThat(letter.replay(target, partitions).partition()).isNull();
    }

    @Test
    void shouldTakeTheTimestampFromTheHeadersWhereTheyHaveIt() {
        // Given
        DeadLetter letter =
                Letters.with(new RecordHeaders().add("kafka_dlt-original-timestamp", bytes(1_700_000_000_000L)));

        // When
        // Then
        assertThat(letter.timestamp().toEpochMilli()).isEqualTo(1_700_000_000_000L);
        assertThat(letter.replay("reviews", 1).timestamp()).isEqualTo(1_700_000_000_000L);
    }

    @Test
    void shouldCountItsAttempts() {
        // Given
        Headers headers = Letters.rejected("MISSING_TEXT", "reviews", 0, 41).add(DeadLetter.ATTEMPTS, bytes("2"));

        // When
        DeadLetter letter = Letters.with(headers);

        // Then
        assertThat(letter.attempts()).isEqualTo(2);
        assertThat(letter.replay("reviews", 1).headers().headers(DeadLetter.ATTEMPTS))
                .extracting(DeadLetterTest::text)
                .containsExactly("3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "many", "-5", "99999999999"})
    void shouldBeginAgainWhereTheCountIsSpoilt(String count) {
        // When
        DeadLetter letter = Letters.with(new RecordHeaders().add(DeadLetter.ATTEMPTS, bytes(count)));

        // Then
        assertThat(letter.attempts()).isZero();
    }

    @Test
    void shouldBeListedUnderTheBestThatIsKnown() {
        // Given
        Headers exception = new RecordHeaders().add("kafka_dlt-exception-fqcn", bytes("ListenerException"));
        Headers cause = new RecordHeaders(exception).add("kafka_dlt-exception-cause-fqcn", bytes("OrderException"));

        // When
        // Then
        assertThat(Letters.with(Letters.rejected("EMPTY_TEXT", "reviews", 0, 1)).reason())
                .isEqualTo("EMPTY_TEXT");
        assertThat(Letters.with(cause).reason()).isEqualTo("OrderException");
        assertThat(Letters.with(exception).reason()).isEqualTo("ListenerException");
        assertThat(Letters.with(new RecordHeaders()).reason()).isEqualTo("(none given)");
    }

    private static String text(Header header) {
        return header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
