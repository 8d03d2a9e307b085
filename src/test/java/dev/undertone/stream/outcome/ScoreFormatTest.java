// SPDX-License-Identifier: Apache-2.0
package dev.undertone.stream.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.undertone.event.ScoredEventWriter;
import dev.undertone.event.shape.CloudEventsMode;
import dev.undertone.kafka.HeaderRule;
import dev.undertone.kafka.TopicPartitionOffset;
import dev.undertone.review.Label;
import dev.undertone.review.ModelId;
import dev.undertone.review.Scored;
import dev.undertone.testing.Records;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

class ScoreFormatTest {
    private static final Scored SCORED = new Scored(Label.POSITIVE, 0.75, 2, false, new ModelId("m", "1"));
    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00.123Z");
    private static final Record<byte[], byte[]> REVIEW = new Record<>(
            Records.bytes("k"),
            Records.bytes("{}"),
            7,
            new RecordHeaders()
                    .add("traceparent", Records.bytes("t"))
                    .add("content-type", Records.bytes("avro/binary"))
                    .add("ce_type", Records.bytes("theirs")));

    @Test
    void shouldSayNothingOfTheReviewsValueInTheHeaders() {
        // When
        Record<byte[], byte[]> score = scored(CloudEventsMode.NONE, "a");

        // Then
        assertThat(headers(score)).isEqualTo(Map.of("traceparent", "t"));
        assertThat(score.key()).isEqualTo(REVIEW.key());
        assertThat(score.timestamp()).isEqualTo(7);
        assertThat(headers(ScoreFormat.json().deleted(REVIEW))).isEqualTo(Map.of("traceparent", "t"));
        assertThat(ScoreFormat.json().deleted(REVIEW).value()).isNull();
        assertThat(REVIEW.headers()).hasSize(3);
    }

    @Test
    void shouldWriteTheAttributesOfACloudEventIntoHeaders() {
        // When
        Record<byte[], byte[]> score = scored(CloudEventsMode.BINARY, "a");

        // Then
        assertThat(headers(score))
                .isEqualTo(new TreeMap<>(Map.of(
                        "traceparent", "t",
                        "content-type", "application/json",
                        "ce_specversion", "1.0",
                        "ce_id", "reviews-3-4",
                        "ce_source", "/undertone/app",
                        "ce_type", "dev.undertone.review.scored.v1",
                        "ce_subject", "a",
                        "ce_time", "2026-11-29T12:00:00.123Z")));
        assertThat(score.value()).isEqualTo(scored(CloudEventsMode.NONE, "a").value());
    }

    @Test
    void shouldWrapAScoredEventAsAStructuredCloudEvent() throws Exception {
        // When
        Record<byte[], byte[]> score = scored(CloudEventsMode.STRUCTURED, "a\"b");

        // Then
        JsonNode event = new ObjectMapper().readTree(score.value());
        assertThat(event.get("data"))
                .isEqualTo(new ObjectMapper()
                        .readTree(scored(CloudEventsMode.NONE, "a\"b").value()));
        assertThat(event.get("subject").asText()).isEqualTo("a\"b");
        assertThat(event.get("datacontenttype").asText()).isEqualTo("application/json");
        assertThat(event.get("specversion").asText()).isEqualTo("1.0");
        assertThat(headers(score))
                .isEqualTo(Map.of("traceparent", "t", "content-type", "application/cloudevents+json; charset=UTF-8"));
    }

    @Test
    void shouldLeaveOutASubjectThatIsNoAttribute() {
        for (String id : new String[] {"", "a\u0000b", "\ud83d", "\uffff"}) {
            assertThat(headers(scored(CloudEventsMode.BINARY, id))).doesNotContainKey("ce_subject");
        }
    }

    private static Record<byte[], byte[]> scored(CloudEventsMode mode, String id) {
        return new ScoreFormat(new ScoredEventWriter(), HeaderRule.standard(), mode, "/undertone/app")
                .scored(REVIEW, new TopicPartitionOffset("reviews", 3, 4), id, SCORED, NOW, Map.of());
    }

    private static Map<String, String> headers(Record<byte[], byte[]> record) {
        Map<String, String> headers = new TreeMap<>();
        for (Header header : record.headers()) {
            headers.put(header.key(), Records.text(header.value()));
        }
        return headers;
    }
}
