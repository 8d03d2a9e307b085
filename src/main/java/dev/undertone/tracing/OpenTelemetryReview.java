// SPDX-License-Identifier: Apache-2.0
package dev.undertone.tracing;

import dev.undertone.kafka.TopicPartitionOffset;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What is known of a review, until its outcome is forwarded and its spans can be made. Confined to one thread. */
final class OpenTelemetryReview implements ReviewTrace {
    private static final AttributeKey<String> PARTITION = AttributeKey.stringKey("messaging.destination.partition.id");
    private static final AttributeKey<Long> OFFSET = AttributeKey.longKey("messaging.kafka.offset");

    private final OpenTelemetryTracing tracing;
    private final Context context;
    private final TopicPartitionOffset origin;
    private final long startedAt;
    private final long takenInAt;
    private long scoringStartedAt;
    private long scoringEndedAt;
    private SpanContext scoring = SpanContext.getInvalid();

    /** @param context that the review brought, without a span where it brought none */
    OpenTelemetryReview(
            OpenTelemetryTracing tracing,
            Context context,
            TopicPartitionOffset origin,
            long startedAt,
            long takenInAt) {
        this.tracing = tracing;
        this.context = context;
        this.origin = origin;
        this.startedAt = startedAt;
        this.takenInAt = takenInAt;
    }

    /** Whether the trace that it belongs to is recorded. */
    boolean isSampled() {
        return origin().isSampled();
    }

    /** The span that it came from. */
    SpanContext origin() {
        return Span.fromContext(context).getSpanContext();
    }

    String topic() {
        return origin.topic();
    }

    /** @param batch the span of the model at work, in the trace of the batch */
    void scored(long start, long end, SpanContext batch) {
        scoringStartedAt = start;
        scoringEndedAt = end;
        scoring = batch;
    }

    /** Without spans where the trace is not recorded: an agent that sees the forwarding goes by the context. */
    @Override
    public OutcomeSpan forwarding() {
        if (!isSampled()) {
            return new OpenTelemetryOutcome(tracing, context, Optional.empty(), 0);
        }
        long offset = tracing.clock().offset();
        Span span = tracing.messaging("process", Optional.of(origin.topic()))
                .setParent(context)
                .setStartTimestamp(startedAt + offset, TimeUnit.NANOSECONDS)
                .setAttribute(PARTITION, Integer.toString(origin.partition()))
                .setAttribute(OFFSET, origin.offset())
                .startSpan();
        Context within = context.with(span);
        part("take in", within, SpanContext.getInvalid(), startedAt + offset, takenInAt + offset);
        if (scoring.isValid()) {
            part("score", within, scoring, scoringStartedAt + offset, scoringEndedAt + offset);
        }
        return new OpenTelemetryOutcome(tracing, within, Optional.of(span), offset);
    }

    private void part(String name, Context within, SpanContext link, long start, long end) {
        SpanBuilder builder =
                tracing.tracer().spanBuilder(name).setParent(within).setStartTimestamp(start, TimeUnit.NANOSECONDS);
        if (link.isSampled()) {
            builder.addLink(link);
        }
        builder.startSpan().end(end, TimeUnit.NANOSECONDS);
    }
}
