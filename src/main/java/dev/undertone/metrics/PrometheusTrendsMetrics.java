// SPDX-License-Identifier: Apache-2.0
package dev.undertone.metrics;

import dev.undertone.trends.TrendsMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** Counts trends, on the page of {@link PrometheusMetrics}. */
public final class PrometheusTrendsMetrics implements TrendsMetrics {
    private final MeterRegistry registry;
    private final Counter counted;
    private final Counter unkeyed;
    private final Counter unreadable;
    private final Counter late;
    private final Counter expired;
    private final Counter overflowed;
    private final Counter evicted;
    private final Counter alerts;
    private final AtomicLong entries = new AtomicLong();

    public PrometheusTrendsMetrics(PrometheusMetrics page) {
        registry = page.registry();
        counted = page.counter(TrendsMetricSpecs.REVIEWS, "counted");
        unkeyed = page.counter(TrendsMetricSpecs.REVIEWS, "unkeyed");
        unreadable = page.counter(TrendsMetricSpecs.REVIEWS, "unreadable");
        late = page.counter(TrendsMetricSpecs.LATE);
        expired = page.counter(TrendsMetricSpecs.UNCOUNTED, "expired");
        overflowed = page.counter(TrendsMetricSpecs.UNCOUNTED, "overflow");
        evicted = page.counter(TrendsMetricSpecs.EVICTED);
        alerts = page.counter(TrendsMetricSpecs.ALERTS);
        Gauge.builder(TrendsMetricSpecs.ENTRIES.meterName(), entries, AtomicLong::get)
                .description(TrendsMetricSpecs.ENTRIES.meaning())
                .register(registry);
    }

    /** Shows whether the application runs. */
    public void observe(BooleanSupplier running) {
        Gauge.builder(TrendsMetricSpecs.RUNNING.meterName(), () -> running.getAsBoolean() ? 1 : 0)
                .description(TrendsMetricSpecs.RUNNING.meaning())
                .register(registry);
    }

    @Override
    public void reviewCounted(boolean withAllKeys) {
        (withAllKeys ? counted : unkeyed).increment();
    }

    @Override
    public void eventUnreadable() {
        unreadable.increment();
    }

    @Override
    public void reviewLate() {
        late.increment();
    }

    @Override
    public void reviewsExpired(long reviews) {
        expired.increment(reviews);
    }

    @Override
    public void reviewsOverflowed(long reviews) {
        overflowed.increment(reviews);
    }

    @Override
    public void windowEvicted() {
        evicted.increment();
    }

    @Override
    public void alerted() {
        alerts.increment();
    }

    @Override
    public void entriesHeld(long change) {
        entries.addAndGet(change);
    }
}
