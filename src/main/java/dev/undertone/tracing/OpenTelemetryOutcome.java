// SPDX-License-Identifier: Apache-2.0
package dev.undertone.tracing;

import dev.undertone.kafka.HeaderRule;
import dev.undertone.review.Outcome;
import dev.undertone.review.Rejected;
import dev.undertone.review.Scored;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.header.Headers;

/** The span of one attempt to forward an outcome, and its context while that lasts. Confined to one thread. */
final class OpenTelemetryOutcome implements OutcomeSpan {
    private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("undertone.outcome");
    private static final String BAGGAGE = "baggage";

    private final OpenTelemetryTracing tracing;
    private final Context context;
    private final Optional<Span> span;
    private final long offset;
    private final Scope scope;

    /**
     * @param context of what is forwarded
     * @param offset of the span's clock
     */
    OpenTelemetryOutcome(OpenTelemetryTracing tracing, Context context, Optional<Span> span, long offset) {
        this.tracing = tracing;
        this.context = context;
        this.span = span;
        this.offset = offset;
        this.scope = context.makeCurrent();
    }

    @Override
    public void inject(Headers score, HeaderRule rule) {
        if (span.isPresent()) {
            tracing.propagator().inject(context, score, (headers, name, value) -> {
                // Baggage is the review's own and passes as it came.
                if (!name.equals(BAGGAGE) && rule.passes(name)) {
                    headers.remove(name).add(name, value.getBytes(StandardCharsets.UTF_8));
                }
            });
        }
    }

    @Override
    public void outcome(Outcome outcome) {
        span.ifPresent(open -> {
            if (outcome instanceof Rejected rejected) {
                open.setAttribute(OUTCOME, "rejected");
                OpenTelemetryTracing.fail(open, rejected.reason().name());
            } else {
                open.setAttribute(
                        OUTCOME,
                        outcome instanceof Scored scored ? scored.label().text() : "deleted");
            }
        });
    }

    @Override
    public void failed(Throwable thrown) {
        span.ifPresent(open -> OpenTelemetryTracing.fail(open, thrown));
    }

    @Override
    public void close() {
        scope.close();
        span.ifPresent(open -> open.end(tracing.clock().now() + offset, TimeUnit.NANOSECONDS));
    }
}
