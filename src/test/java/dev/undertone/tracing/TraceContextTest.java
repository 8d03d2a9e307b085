// SPDX-License-Identifier: Apache-2.0
package dev.undertone.tracing;

import static dev.undertone.testing.Records.bytes;
import static dev.undertone.tracing.SpansInMemory.SAMPLED;
import static dev.undertone.tracing.SpansInMemory.TRACE;
import static dev.undertone.tracing.SpansInMemory.UNSAMPLED;
import static dev.undertone.tracing.SpansInMemory.headers;
import static dev.undertone.tracing.SpansInMemory.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.undertone.kafka.HeaderRule;
import dev.undertone.kafka.TopicPartitionOffset;
import dev.undertone.review.Label;
import dev.undertone.review.ModelId;
import dev.undertone.review.Scored;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.context.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which context a score is handed on with, and which is the current one meanwhile. */
class TraceContextTest {
    private static final TopicPartitionOffset ORIGIN = new TopicPartitionOffset("reviews", 2, 7);
    private static final Scored SCORED = new Scored(Label.POSITIVE, 0.9, 3, false, new ModelId("m", "1"));

    private final SpansInMemory spans = new SpansInMemory();
    private final Tracing tracing =
            new OpenTelemetryTracing(spans.sdk(), "undertone", new TraceClock(() -> 0, () -> 0));

    @AfterEach
    void end() {
        spans.close();
    }

    @Test
    void shouldPutTheSpanInPlaceOfTheReviewsContext() {
        // Given
        Headers headers = headers(SAMPLED)
                .add("tracestate", bytes("vendor=1"))
                .add("baggage", bytes(" tenant = 7 ;x"))
                .add("other", bytes("o"));

        // When
        try (OutcomeSpan open = tracing.follow(headers, ORIGIN, 100).forwarding()) {
            open.inject(headers, HeaderRule.standard());
        }

        // Then
        assertThat(texts(headers))
                .containsOnly(
                        entry(
                                "traceparent",
                                "00-" + TRACE + "-"
                                        + spans.only("process reviews").getSpanId() + "-01"),
                        entry("tracestate", "vendor=1"),
                        entry("baggage", " tenant = 7 ;x"),
                        entry("other", "o"));
    }

    @Test
    void shouldAddNoHeaderThatTheRuleDrops() {
        // Given
        Headers score = new RecordHeaders();

        // When
        try (OutcomeSpan open = tracing.follow(headers(SAMPLED), ORIGIN, 100).forwarding()) {
            open.inject(score, HeaderRule.parse(List.of("*", "!traceparent")));
        }

        // Then
        assertThat(score).isEmpty();
    }

    @Test
    void shouldLeaveReviewsAloneThatAreNotSampled() {
        for (Headers headers : List.of(headers(UNSAMPLED), headers("nonsense"), new RecordHeaders())) {
            // Given
            Map<String, String> before = texts(headers);

            // When
            try (OutcomeSpan open = tracing.follow(headers, ORIGIN, 100).forwarding()) {
                open.outcome(SCORED);
                open.inject(headers, HeaderRule.standard());
                open.failed(new IllegalStateException());
            }

            // Then
            assertThat(texts(headers)).isEqualTo(before);
        }
        assertThat(spans.all()).isEmpty();
    }

    /** What an agent sees of the producer then belongs to this review, and not to the one that came last. */
    @Test
    void shouldMakeItsOwnContextCurrentWhileItIsForwarded() {
        // Given
        ReviewTrace untraced = tracing.follow(new RecordHeaders(), ORIGIN, 100);
        ReviewTrace sampled = tracing.follow(headers(SAMPLED), ORIGIN, 100);
        Span another =
                spans.sdk().getTracer("agent").spanBuilder("another record").startSpan();

        // When
        List<String> seen = new ArrayList<>();
        Scope of = another.makeCurrent();
        for (ReviewTrace review : List.of(untraced, sampled)) {
            OutcomeSpan open = review.forwarding();
            seen.add(Span.current().getSpanContext().getTraceId());
            open.close();
        }

        // Then
        assertThat(seen).containsExactly(TraceId.getInvalid(), TRACE);
        assertThat(Span.current()).isEqualTo(another);
        of.close();
        another.end();
    }

    @Test
    void shouldTakeAnAgentsSpanOfTheRecordForItsParent() {
        // Given
        Span agent =
                spans.sdk().getTracer("agent").spanBuilder("reviews process").startSpan();
        Scope of = agent.makeCurrent();
        ReviewTrace review = tracing.follow(headers(SAMPLED), ORIGIN, 100);
        of.close();
        agent.end();

        // When
        review.forwarding().close();

        // Then
        assertThat(spans.only("process reviews").getParentSpanId())
                .isEqualTo(agent.getSpanContext().getSpanId());
    }
}
