// SPDX-License-Identifier: Apache-2.0
package dev.undertone.metrics;

import dev.undertone.http.score.ScoreRequestMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** Counts requests for scores on the page of {@link PrometheusMetrics}. */
public final class PrometheusRequestMetrics implements ScoreRequestMetrics {
    private final Map<Ending, Counter> requests = new EnumMap<>(Ending.class);
    private final Timer time;
    private final DistributionSummary batch;

    public PrometheusRequestMetrics(PrometheusMetrics page) {
        MeterRegistry registry = page.registry();
        MetricSpec spec = RequestMetricSpecs.SCORE_REQUESTS;
        for (Ending ending : Ending.values()) {
            requests.put(
                    ending,
                    Counter.builder(spec.meterName())
                            .description(spec.meaning())
                            .tag(spec.labels(), MetricSpec.text(ending))
                            .register(registry));
        }
        time = Timer.builder(RequestMetricSpecs.SCORE_REQUEST.meterName())
                .description(RequestMetricSpecs.SCORE_REQUEST.meaning())
                .serviceLevelObjectives(Arrays.stream(RequestMetricSpecs.SCORE_REQUEST.bucketBounds())
                        .mapToObj(seconds -> Duration.ofNanos(Math.round(seconds * 1e9)))
                        .toArray(Duration[]::new))
                .register(registry);
        batch = DistributionSummary.builder(RequestMetricSpecs.SCORE_BATCH.meterName())
                .description(RequestMetricSpecs.SCORE_BATCH.meaning())
                .register(registry);
    }

    @Override
    public void requestEnded(Ending ending, Duration took) {
        requests.get(ending).increment();
        time.record(took);
    }

    @Override
    public void batchScored(int requestsTogether, int reviews) {
        batch.record(reviews);
    }
}
