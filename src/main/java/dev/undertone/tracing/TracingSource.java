// SPDX-License-Identifier: Apache-2.0
package dev.undertone.tracing;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Where spans go: to the Java agent that is attached, or to an SDK that is set up here by OpenTelemetry's own
 * environment variables and system properties. It hands spans to a thread of its own, which drops what a collector does
 * not take in time. Safe for use by many threads; to be closed after what it traces.
 */
public final class TracingSource implements AutoCloseable {
    /** The name by which log lines call an agent. */
    public static final String AGENT = "the Java agent";
    /** The name by which log lines call an SDK of our own. */
    public static final String SDK = "the SDK";

    /** How long the last spans may take on their way out. */
    private static final Duration LAST_SPANS = Duration.ofSeconds(3);

    /**
     * Weaker than the environment. Figures and log lines have other ways out, and gRPC would need a client of several
     * megabytes.
     */
    private static final Map<String, String> DEFAULTS = Map.of(
            "otel.service.name", "undertone",
            "otel.exporter.otlp.protocol", "http/protobuf",
            "otel.metrics.exporter", "none",
            "otel.logs.exporter", "none",
            // As many as a batch has reviews by default, where the SDK's own limit is 128.
            "otel.span.link.count.limit", "4096");

    private final Tracing tracing;
    private final Optional<String> maker;
    private final Optional<OpenTelemetrySdk> sdk;

    private TracingSource(Tracing tracing, Optional<String> maker, Optional<OpenTelemetrySdk> sdk) {
        this.tracing = tracing;
        this.maker = maker;
        this.sdk = sdk;
    }

    /**
     * Finds the agent, or sets the SDK up.
     *
     * @param group the consumer group that reads the reviews
     * @throws IllegalArgumentException if the environment asks for what the SDK cannot do
     */
    public static TracingSource open(TracingMode mode, String group, TraceClock clock) {
        if (mode != TracingMode.OFF && GlobalOpenTelemetry.isSet()) {
            return new TracingSource(
                    new OpenTelemetryTracing(GlobalOpenTelemetry.get(), group, clock),
                    Optional.of(AGENT),
                    Optional.empty());
        }
        if (mode != TracingMode.ON) {
            return new TracingSource(Tracing.NONE, Optional.empty(), Optional.empty());
        }
        AtomicBoolean exports = new AtomicBoolean();
        OpenTelemetrySdk sdk = start(exports);
        if (!exports.get()) {
            sdk.close();
            return new TracingSource(Tracing.NONE, Optional.empty(), Optional.empty());
        }
        return new TracingSource(new OpenTelemetryTracing(sdk, group, clock), Optional.of(SDK), Optional.of(sdk));
    }

    /** To be told of reviews. */
    public Tracing tracing() {
        return tracing;
    }

    /** Whose spans they are, where there are any. */
    public Optional<String> maker() {
        return maker;
    }

    /** Exports what is left, for a few seconds at most. */
    @Override
    public void close() {
        sdk.ifPresent(
                open -> open.getSdkTracerProvider().shutdown().join(LAST_SPANS.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** @param exports whether any span would leave; contexts of spans that nobody ever sees would break traces */
    private static OpenTelemetrySdk start(AtomicBoolean exports) {
        try {
            return AutoConfiguredOpenTelemetrySdk.builder()
                    .disableShutdownHook()
                    .addPropertiesSupplier(() -> DEFAULTS)
                    .addPropertiesCustomizer(properties -> {
                        exports.set(exports(properties));
                        return Map.of();
                    })
                    .build()
                    .getOpenTelemetrySdk();
        } catch (ConfigurationException | IllegalStateException e) {
            throw new IllegalArgumentException(
                    "OpenTelemetry cannot be set up: " + e.getMessage()
                            + "; change its OTEL_ environment variables, of which OTEL_EXPORTER_OTLP_PROTOCOL can be"
                            + " http/protobuf only, or set otel=off",
                    e);
        }
    }

    private static boolean exports(ConfigProperties properties) {
        return !properties.getBoolean("otel.sdk.disabled", false)
                && !properties.getList("otel.traces.exporter").equals(List.of("none"));
    }
}
