// SPDX-License-Identifier: Apache-2.0
package dev.undertone.metrics;

import dev.undertone.review.ModelId;
import dev.undertone.serve.ModelMetrics;
import dev.undertone.serve.ModelRole;
import dev.undertone.serve.ReloadResult;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.prometheus.metrics.core.metrics.Histogram;
import java.util.Locale;
import java.util.concurrent.atomic.DoubleAccumulator;

/** Counts swaps of models, and what a shadow makes of the reviews, on the page of {@link PrometheusMetrics}. */
public final class PrometheusModelMetrics implements ModelMetrics {
    private final PrometheusMetrics page;
    private final MeterRegistry registry;
    /** Prometheus' own: Micrometer's histograms hold no fractions. Exemplars need a library that is left out. */
    private final Histogram difference;

    private final DoubleAccumulator largest = new DoubleAccumulator(Math::max, 0);
    private volatile ShadowCounters shadow;
    private Gauge shadowInfo;

    public PrometheusModelMetrics(PrometheusMetrics page) {
        this.page = page;
        this.registry = page.registry();
        for (ModelRole role : ModelRole.values()) {
            for (ReloadResult result : ReloadResult.values()) {
                reloads(role, result);
            }
        }
        difference = Histogram.builder()
                .name(ScorerMetricSpecs.SHADOW_SCORE_DIFFERENCE.prometheusName())
                .help(ScorerMetricSpecs.SHADOW_SCORE_DIFFERENCE.meaning())
                .withoutExemplars()
                .classicOnly()
                .classicUpperBounds(ScorerMetricSpecs.SHADOW_SCORE_DIFFERENCE.bucketBounds())
                .register(page.registry().getPrometheusRegistry());
        Gauge.builder(ScorerMetricSpecs.SHADOW_SCORE_DIFFERENCE_MAX.meterName(), largest, DoubleAccumulator::get)
                .description(ScorerMetricSpecs.SHADOW_SCORE_DIFFERENCE_MAX.meaning())
                .register(registry);
        shadow = ShadowCounters.register(registry);
    }

    @Override
    public void reloaded(ModelRole role, ReloadResult result, ModelId serving) {
        reloads(role, result).increment();
        if (role == ModelRole.SERVED && result == ReloadResult.SWAPPED) {
            page.modelServed(serving.name(), serving.version());
        }
    }

    /** Another comparison begins at zero, which Prometheus takes for a restart. */
    @Override
    public synchronized void shadowCompares(ModelId served, ModelId compared) {
        shadow.removeFrom(registry);
        shadow = ShadowCounters.register(registry);
        difference.clear();
        largest.reset();
        if (shadowInfo != null) {
            registry.remove(shadowInfo);
        }
        shadowInfo = Gauge.builder(ScorerMetricSpecs.SHADOW_MODEL_INFO.meterName(), () -> 1)
                .description(ScorerMetricSpecs.SHADOW_MODEL_INFO.meaning())
                .tag("name", compared.name())
                .tag("version", compared.version())
                .register(registry);
    }

    @Override
    public void shadowCompared(boolean sameLabel, double scoreDifference) {
        ShadowCounters counters = shadow;
        (sameLabel ? counters.agreed : counters.disagreed).increment();
        difference.observe(scoreDifference);
        largest.accumulate(scoreDifference);
    }

    @Override
    public void shadowDropped(int reviews) {
        shadow.dropped.increment(reviews);
    }

    @Override
    public void shadowFailed(int reviews) {
        shadow.failed.increment(reviews);
    }

    private Counter reloads(ModelRole role, ReloadResult result) {
        return Counter.builder(ScorerMetricSpecs.MODEL_RELOADS.meterName())
                .description(ScorerMetricSpecs.MODEL_RELOADS.meaning())
                .tag("role", role.name().toLowerCase(Locale.ROOT))
                .tag("outcome", result.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }

    /** What became of the reviews that the shadow was offered. */
    private record ShadowCounters(Counter agreed, Counter disagreed, Counter dropped, Counter failed) {
        static ShadowCounters register(MeterRegistry registry) {
            return new ShadowCounters(
                    reviews(registry, "agreed"),
                    reviews(registry, "disagreed"),
                    reviews(registry, "dropped"),
                    reviews(registry, "failed"));
        }

        void removeFrom(MeterRegistry registry) {
            registry.remove(agreed);
            registry.remove(disagreed);
            registry.remove(dropped);
            registry.remove(failed);
        }

        private static Counter reviews(MeterRegistry registry, String result) {
            return Counter.builder(ScorerMetricSpecs.SHADOW_REVIEWS.meterName())
                    .description(ScorerMetricSpecs.SHADOW_REVIEWS.meaning())
                    .tag("result", result)
                    .register(registry);
        }
    }
}
