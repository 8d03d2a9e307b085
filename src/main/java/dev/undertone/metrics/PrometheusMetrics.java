// SPDX-License-Identifier: Apache-2.0
package dev.undertone.metrics;

import dev.undertone.batch.LeaveReason;
import dev.undertone.review.Label;
import dev.undertone.review.RejectReason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Counts for Prometheus. Every series is there from the start, at zero, so that a rate never begins with a gap. */
public final class PrometheusMetrics implements ScoringMetrics {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Map<Label, Counter> scored;
    private final Map<RejectReason, Counter> rejected;
    private final Map<LeaveReason, Counter> batches;
    private final DistributionSummary batchSize;
    private final DistributionSummary batchTokens;
    private final DistributionSummary batchPaddedTokens;
    private final Timer inference;
    private final Timer age;

    private Gauge modelInfo;

    /** Counts for the model of that name and version. */
    public PrometheusMetrics(String modelName, String modelVersion) {
        scored = perValue(
                Label.values(),
                label -> Counter.builder("undertone.reviews.scored")
                        .description("Reviews scored")
                        .tag("label", label.text())
                        .register(registry));
        rejected = perValue(
                RejectReason.values(),
                reason -> Counter.builder("undertone.reviews.rejected")
                        .description("Reviews sent to the dead letters")
                        .tag("reason", reason.name())
                        .register(registry));
        batches = perValue(
                LeaveReason.values(),
                reason -> Counter.builder("undertone.batches")
                        .description("Batches scored, by why they left")
                        .tag("reason", reason.name().toLowerCase(java.util.Locale.ROOT))
                        .register(registry));
        batchSize = DistributionSummary.builder("undertone.batch.reviews")
                .description("Reviews in a batch")
                .serviceLevelObjectives(1, 2, 4, 8, 16, 32, 64, 128, 256, 512)
                .register(registry);
        batchTokens = DistributionSummary.builder("undertone.batch.tokens")
                .description("Tokens in a batch")
                .serviceLevelObjectives(64, 256, 1024, 4096, 16384, 65536)
                .register(registry);
        batchPaddedTokens = DistributionSummary.builder("undertone.batch.padded.tokens")
                .description("Tokens in a batch with those that its parts were padded with")
                .register(registry);
        inference = Timer.builder("undertone.inference")
                .description("Time the model took for a batch")
                .serviceLevelObjectives(millis(1, 2, 5, 10, 20, 50, 100, 200, 500, 1000))
                .register(registry);
        age = Timer.builder("undertone.event.to.score")
                .description("Time from a record's timestamp to its score")
                .serviceLevelObjectives(millis(10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000))
                .register(registry);
        modelServed(modelName, modelVersion);
    }

    /** Shows that name and version from now on, in place of those before. Safe for use while others scrape. */
    public synchronized void modelServed(String name, String version) {
        if (modelInfo != null) {
            registry.remove(modelInfo);
        }
        modelInfo = Gauge.builder("undertone.model.info", () -> 1)
                .description("The model being served")
                .tag("name", name)
                .tag("version", version)
                .register(registry);
    }

    @Override
    public void reviewScored(Label label, Duration sinceEvent) {
        scored.get(label).increment();
        age.record(sinceEvent);
    }

    @Override
    public void reviewRejected(RejectReason reason) {
        rejected.get(reason).increment();
    }

    @Override
    public void batchScored(LeaveReason reason, int reviews, long tokens, long paddedTokens, Duration took) {
        batches.get(reason).increment();
        batchSize.record(reviews);
        batchTokens.record(tokens);
        batchPaddedTokens.record(paddedTokens);
        inference.record(took);
    }

    /** Everything counted so far, in Prometheus' text format. */
    public String scrape() {
        return registry.scrape();
    }

    private static <E extends Enum<E>> Map<E, Counter> perValue(E[] values, Function<E, Counter> counter) {
        return Arrays.stream(values).collect(Collectors.toUnmodifiableMap(value -> value, counter));
    }

    private static Duration[] millis(long... millis) {
        return Arrays.stream(millis).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
    }
}
