// SPDX-License-Identifier: Apache-2.0
package dev.undertone.tracing;

import dev.undertone.kafka.TopicPartitionOffset;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Makes spans of what it is told, by the semantic conventions for messaging: one for each batch, if the sampler wants
 * it, with links to its reviews, and one for each review whose own trace is sampled.
 *
 * <p>A span begins and ends in the moment in which all is known that it says, with the times at which things happened.
 * So none is open while a review waits, and none is lost or ended twice when a task goes away or a commit fails.
 */
public final class OpenTelemetryTracing implements Tracing {
    static final AttributeKey<String> OPERATION_NAME = AttributeKey.stringKey("messaging.operation.name");
    static final AttributeKey<String> DESTINATION = AttributeKey.stringKey("messaging.destination.name");

    private static final String SCOPE = "dev.undertone";
    private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");
    private static final AttributeKey<String> OPERATION_TYPE = AttributeKey.stringKey("messaging.operation.type");
    private static final AttributeKey<String> GROUP = AttributeKey.stringKey("messaging.consumer.group.name");
    private static final AttributeKey<Long> MESSAGES = AttributeKey.longKey("messaging.batch.message_count");
    private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
    private static final AttributeKey<String> REASON = AttributeKey.stringKey("undertone.batch.reason");
    private static final AttributeKey<Long> TOKENS = AttributeKey.longKey("undertone.batch.tokens");
    private static final AttributeKey<String> MODEL = AttributeKey.stringKey("undertone.model.name");
    private static final AttributeKey<String> VERSION = AttributeKey.stringKey("undertone.model.version");

    private final Tracer tracer;
    private final TextMapPropagator propagator;
    private final String group;
    private final TraceClock clock;

    /** @param group the consumer group that reads the reviews */
    public OpenTelemetryTracing(OpenTelemetry openTelemetry, String group, TraceClock clock) {
        this.tracer = openTelemetry.getTracer(SCOPE);
        this.propagator = openTelemetry.getPropagators().getTextMapPropagator();
        this.group = Objects.requireNonNull(group, "group");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    @Override
    public boolean isOn() {
        return true;
    }

    @Override
    public ReviewTrace follow(Headers headers, TopicPartitionOffset origin, long startedAt) {
        return new OpenTelemetryReview(this, contextOf(headers), origin, startedAt, clock.now());
    }

    @Override
    public void batch(TracedBatch batch, List<ReviewTrace> reviews, Optional<RuntimeException> failure) {
        long offset = clock.offset();
        Optional<String> topic = topicOf(reviews);
        SpanBuilder builder = messaging("batch", topic)
                .setNoParent()
                .setStartTimestamp(batch.waitsSince() + offset, TimeUnit.NANOSECONDS)
                .setAttribute(MESSAGES, (long) batch.reviews())
                .setAttribute(REASON, batch.reason())
                .setAttribute(TOKENS, batch.tokens())
                .setAttribute(MODEL, batch.model().name())
                .setAttribute(VERSION, batch.model().version());
        for (ReviewTrace trace : reviews) {
            if (trace instanceof OpenTelemetryReview review && review.isSampled()) {
                builder.addLink(review.origin());
            }
        }
        Span span = builder.startSpan();
        Span scoring = tracer.spanBuilder("score")
                .setParent(Context.root().with(span))
                .setStartTimestamp(batch.startedAt() + offset, TimeUnit.NANOSECONDS)
                .startSpan();
        failure.ifPresent(thrown -> {
            fail(scoring, thrown);
            fail(span, thrown);
        });
        scoring.end(batch.endedAt() + offset, TimeUnit.NANOSECONDS);
        span.end(batch.endedAt() + offset, TimeUnit.NANOSECONDS);
        if (failure.isEmpty()) {
            SpanContext scored = scoring.getSpanContext();
            for (ReviewTrace trace : reviews) {
                if (trace instanceof OpenTelemetryReview review) {
                    review.scored(batch.startedAt(), batch.endedAt(), scored);
                }
            }
        }
    }

    Tracer tracer() {
        return tracer;
    }

    TextMapPropagator propagator() {
        return propagator;
    }

    TraceClock clock() {
        return clock;
    }

    /** A span about messages that were taken from Kafka. */
    SpanBuilder messaging(String operation, Optional<String> topic) {
        SpanBuilder builder = tracer.spanBuilder(
                        topic.map(name -> operation + " " + name).orElse(operation))
                .setSpanKind(SpanKind.CONSUMER)
                .setAttribute(SYSTEM, "kafka")
                .setAttribute(OPERATION_TYPE, "process")
                .setAttribute(OPERATION_NAME, operation)
                .setAttribute(GROUP, group);
        topic.ifPresent(name -> builder.setAttribute(DESTINATION, name));
        return builder;
    }

    /** The words of an exception may hold a piece of a review. */
    static void fail(Span span, Throwable thrown) {
        fail(span, thrown.getClass().getName());
    }

    static void fail(Span span, String type) {
        span.setStatus(StatusCode.ERROR);
        span.setAttribute(ERROR, type);
    }

    /** What an agent's span of this very record says, or else what the record brings. */
    private Context contextOf(Headers headers) {
        Context current = Context.current();
        return Span.fromContext(current).getSpanContext().isValid()
                ? current
                : propagator.extract(Context.root(), headers, OpenTelemetryTracing::text);
    }

    /** Null where there is none, as propagators want it. */
    private static String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    /** The topic of all of them, if it is one. */
    private static Optional<String> topicOf(List<ReviewTrace> reviews) {
        Optional<String> topic = Optional.empty();
        for (ReviewTrace trace : reviews) {
            if (trace instanceof OpenTelemetryReview review) {
                if (topic.isPresent() && !topic.get().equals(review.topic())) {
                    return Optional.empty();
                }
                topic = Optional.of(review.topic());
            }
        }
        return topic;
    }
}
