// SPDX-License-Identifier: Apache-2.0
package dev.undertone.tracing;

import static dev.undertone.tracing.SpansInMemory.PARENT;
import static dev.undertone.tracing.SpansInMemory.SAMPLED;
import static dev.undertone.tracing.SpansInMemory.TRACE;
import static dev.undertone.tracing.SpansInMemory.UNSAMPLED;
import static dev.undertone.tracing.SpansInMemory.attributes;
import static dev.undertone.tracing.SpansInMemory.headers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.undertone.kafka.TopicPartitionOffset;
import dev.undertone.review.Deleted;
import dev.undertone.review.Label;
import dev.undertone.review.ModelId;
import dev.undertone.review.RejectReason;
import dev.undertone.review.Rejected;
import dev.undertone.review.Scored;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which spans there are, what they say and where they belong. */
class OpenTelemetryTracingTest {
    private static final TopicPartitionOffset ORIGIN = new TopicPartitionOffset("reviews", 2, 7);
    private static final ModelId MODEL = new ModelId("m", "1");
    private static final Scored SCORED = new Scored(Label.POSITIVE, 0.9, 3, false, MODEL);
    /** What the clock of the world is ahead of the other. */
    private static final long OFFSET = 1_000_000;

    private long now = 100;
    private final SpansInMemory spans = new SpansInMemory();
    private final Tracing tracing =
            new OpenTelemetryTracing(spans.sdk(), "undertone", new TraceClock(() -> now, () -> now + OFFSET));

    @AfterEach
    void end() {
        spans.close();
    }

    @Test
    void shouldShowWhatASampledReviewWentThroughInItsOwnTrace() {
        // Given
        now = 120;
        ReviewTrace review = tracing.follow(headers(SAMPLED), ORIGIN, 100);

        // When
        tracing.batch(new TracedBatch("linger", MODEL, 1, 3, 120, 150, 180), List.of(review), Optional.empty());
        now = 200;
        OutcomeSpan open = review.forwarding();
        open.outcome(SCORED);
        now = 210;
        open.close();

        // Then
        SpanData process = spans.only("process reviews");
        assertThat(process.getTraceId()).isEqualTo(TRACE);
        assertThat(process.getParentSpanId()).isEqualTo(PARENT);
        assertThat(process.getKind()).isEqualTo(SpanKind.CONSUMER);
        assertThat(process.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(times(process)).containsExactly(100L, 210L);
        assertThat(attributes(process))
                .containsOnly(
                        entry("messaging.system", "kafka"),
                        entry("messaging.operation.type", "process"),
                        entry("messaging.operation.name", "process"),
                        entry("messaging.destination.name", "reviews"),
                        entry("messaging.destination.partition.id", "2"),
                        entry("messaging.kafka.offset", 7L),
                        entry("messaging.consumer.group.name", "undertone"),
                        entry("undertone.outcome", "positive"));
        SpanData takeIn = spans.only("take in");
        assertThat(takeIn.getParentSpanId()).isEqualTo(process.getSpanId());
        assertThat(times(takeIn)).containsExactly(100L, 120L);
        SpanData score = scoring(TRACE);
        assertThat(score.getParentSpanId()).isEqualTo(process.getSpanId());
        assertThat(times(score)).containsExactly(150L, 180L);
    }

    @Test
    void shouldShowABatchInATraceOfItsOwnWithLinksToItsSampledReviews() {
        // Given
        ReviewTrace sampled = tracing.follow(headers(SAMPLED), ORIGIN, 100);
        ReviewTrace unsampled = tracing.follow(headers(UNSAMPLED), ORIGIN, 100);
        ReviewTrace untraced = tracing.follow(new RecordHeaders(), ORIGIN, 100);

        // When
        tracing.batch(
                new TracedBatch("size", MODEL, 3, 30, 120, 150, 180),
                List.of(sampled, unsampled, untraced),
                Optional.empty());
        sampled.forwarding().close();

        // Then
        SpanData batch = spans.only("batch reviews");
        assertThat(batch.getTraceId()).isNotEqualTo(TRACE);
        assertThat(batch.getParentSpanContext().isValid()).isFalse();
        assertThat(batch.getKind()).isEqualTo(SpanKind.CONSUMER);
        assertThat(times(batch)).containsExactly(120L, 180L);
        assertThat(batch.getLinks())
                .extracting(link -> link.getSpanContext().getTraceId() + " "
                        + link.getSpanContext().getSpanId())
                .containsExactly(TRACE + " " + PARENT);
        assertThat(attributes(batch))
                .containsOnly(
                        entry("messaging.system", "kafka"),
                        entry("messaging.operation.type", "process"),
                        entry("messaging.operation.name", "batch"),
                        entry("messaging.destination.name", "reviews"),
                        entry("messaging.consumer.group.name", "undertone"),
                        entry("messaging.batch.message_count", 3L),
                        entry("undertone.batch.reason", "size"),
                        entry("undertone.batch.tokens", 30L),
                        entry("undertone.model.name", "m"),
                        entry("undertone.model.version", "1"));
        SpanData model = scoring(batch.getTraceId());
        assertThat(model.getParentSpanId()).isEqualTo(batch.getSpanId());
        assertThat(times(model)).containsExactly(150L, 180L);
        assertThat(scoring(TRACE).getLinks())
                .extracting(link -> link.getSpanContext().getSpanId())
                .containsExactly(model.getSpanId());
    }

    @Test
    void shouldNameNoTopicForABatchOfSeveral() {
        // Given
        List<ReviewTrace> reviews = Stream.of("a", "b")
                .map(topic -> tracing.follow(new RecordHeaders(), new TopicPartitionOffset(topic, 0, 0), 100))
                .toList();

        // When
        tracing.batch(new TracedBatch("size", MODEL, 2, 30, 120, 150, 180), reviews, Optional.empty());

        // Then
        assertThat(attributes(spans.only("batch"))).doesNotContainKey("messaging.destination.name");
    }

    @Test
    void shouldSayWhyAReviewWasRejectedOrDeleted() {
        // When
        try (OutcomeSpan open = tracing.follow(headers(SAMPLED), ORIGIN, 100).forwarding()) {
            open.outcome(SCORED);
            open.outcome(new Rejected(RejectReason.REFUSED, "secret"));
        }

        // Then
        SpanData rejected = spans.only("process reviews");
        assertThat(rejected.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(attributes(rejected))
                .contains(entry("error.type", "REFUSED"), entry("undertone.outcome", "rejected"));
        assertThat(rejected.toString()).doesNotContain("secret");

        // And when
        spans.forget();
        try (OutcomeSpan open = tracing.follow(headers(SAMPLED), ORIGIN, 100).forwarding()) {
            open.outcome(new Deleted());
        }

        // Then
        assertThat(attributes(spans.only("process reviews"))).contains(entry("undertone.outcome", "deleted"));
    }

    @Test
    void shouldHaveASpanForEachAttemptToForwardAnOutcome() {
        // Given
        ReviewTrace review = tracing.follow(headers(SAMPLED), ORIGIN, 100);

        // When
        OutcomeSpan first = review.forwarding();
        first.failed(new IllegalStateException("a piece of a review"));
        first.close();
        review.forwarding().close();

        // Then
        List<SpanData> attempts = spans.named("process reviews");
        assertThat(attempts).extracting(SpanData::hasEnded).containsExactly(true, true);
        assertThat(attempts)
                .extracting(attempt -> attempt.getStatus().getStatusCode())
                .containsExactly(StatusCode.ERROR, StatusCode.UNSET);
        assertThat(attributes(attempts.get(0))).contains(entry("error.type", "java.lang.IllegalStateException"));
        assertThat(attempts.toString()).doesNotContain("piece");
    }

    @Test
    void shouldShowThatTheModelFailedOnABatch() {
        // Given
        ReviewTrace review = tracing.follow(headers(SAMPLED), ORIGIN, 100);

        // When
        tracing.batch(
                new TracedBatch("size", MODEL, 1, 3, 120, 150, 180),
                List.of(review),
                Optional.of(new IllegalStateException("a piece of a review")));

        // Then: its reviews wait, and have no spans yet
        assertThat(spans.all()).extracting(SpanData::getName).containsExactlyInAnyOrder("batch reviews", "score");
        assertThat(spans.all())
                .allSatisfy(span ->
                        assertThat(attributes(span)).contains(entry("error.type", "java.lang.IllegalStateException")));
        assertThat(spans.all().toString()).doesNotContain("piece");
    }

    private SpanData scoring(String trace) {
        return spans.named("score").stream()
                .filter(span -> span.getTraceId().equals(trace))
                .findFirst()
                .orElseThrow();
    }

    private static List<Long> times(SpanData span) {
        return List.of(span.getStartEpochNanos() - OFFSET, span.getEndEpochNanos() - OFFSET);
    }
}
