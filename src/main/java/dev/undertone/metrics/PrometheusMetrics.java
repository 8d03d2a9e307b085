// SPDX-License-Identifier: Apache-2.0
package dev.undertone.metrics;

import dev.undertone.batch.FlushReason;
import dev.undertone.http.Health;
import dev.undertone.review.Label;
import dev.undertone.review.RejectReason;
import dev.undertone.review.Scored;
import dev.undertone.score.ScoringMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.core.metrics.Histogram;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;

/**
 * Counts for Prometheus what {@link MetricSpec} lists. Our own series are there from the start, at zero, so that a rate
 * never begins with a gap; those of Java, of Kafka and of health from when they are observed.
 */
public final class PrometheusMetrics implements ScoringMetrics, AutoCloseable {
    /** How late a new client's or partition's figures may appear. */
    private static final Duration KAFKA_REFRESH = Duration.ofSeconds(10);

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Counter received;
    private final Map<Label, Counter> scored;
    private final Map<RejectReason, Counter> rejected;
    private final Counter truncated;
    private final Counter shortened;
    private final Counter tombstonesPassed;
    private final Counter tombstonesSkipped;
    private final Counter updatesSkipped;
    private final Counter expired;
    private final Timer age;
    private final Timer queueWait;
    private final Histogram score;
    private final Map<ScorerMetricSpecs.TokenKind, Counter> tokens;
    private final Map<FlushReason, Counter> batches;
    private final DistributionSummary batchSize;
    private final DistributionSummary batchTokens;
    private final DistributionSummary batchPaddedTokens;
    private final Timer inference;
    private final List<AutoCloseable> observers = new ArrayList<>();
    private Gauge modelInfo;

    /** Counts for the model of that name and version. */
    public PrometheusMetrics(String modelName, String modelVersion) {
        this();
        modelServed(modelName, modelVersion);
    }

    /** For a service that has no model; what is counted of scoring stays at zero. */
    public PrometheusMetrics() {
        registry.config().meterFilter(MeterFilter.denyUnless(this::isWanted));
        received = counter(ScorerMetricSpecs.REVIEWS_RECEIVED);
        scored = counters(ScorerMetricSpecs.REVIEWS_SCORED, Label.class, Label::text);
        rejected = counters(ScorerMetricSpecs.REVIEWS_REJECTED, RejectReason.class, RejectReason::name);
        truncated = counter(ScorerMetricSpecs.REVIEWS_TRUNCATED);
        shortened = counter(ScorerMetricSpecs.LETTERS_SHORTENED);
        tombstonesPassed = counter(ScorerMetricSpecs.TOMBSTONES, "passed");
        tombstonesSkipped = counter(ScorerMetricSpecs.TOMBSTONES, "skipped");
        updatesSkipped = counter(ScorerMetricSpecs.UPDATES_SKIPPED);
        expired = counter(ScorerMetricSpecs.RECORDS_EXPIRED);
        age = timer(ScorerMetricSpecs.EVENT_TO_SCORE);
        queueWait = timer(ScorerMetricSpecs.QUEUE_WAIT);
        // Micrometer's histograms hold no fractions and nothing below zero. Exemplars need a library that is left out.
        score = Histogram.builder()
                .name(ScorerMetricSpecs.SCORE.prometheusName())
                .help(ScorerMetricSpecs.SCORE.meaning())
                .withoutExemplars()
                .classicOnly()
                .classicUpperBounds(ScorerMetricSpecs.SCORE.bucketBounds())
                .register(registry.getPrometheusRegistry());
        tokens = counters(
                ScorerMetricSpecs.TOKENS, ScorerMetricSpecs.TokenKind.class, ScorerMetricSpecs.TokenKind::text);
        batches = counters(ScorerMetricSpecs.BATCHES, FlushReason.class, PrometheusMetrics::text);
        batchSize = summary(ScorerMetricSpecs.BATCH_REVIEWS);
        batchTokens = summary(ScorerMetricSpecs.BATCH_TOKENS);
        batchPaddedTokens = summary(ScorerMetricSpecs.BATCH_PADDED_TOKENS);
        inference = timer(ScorerMetricSpecs.INFERENCE);
    }

    /** Shows that name and version from now on, in place of those before. Safe for use while others scrape. */
    public synchronized void modelServed(String name, String version) {
        if (modelInfo != null) {
            registry.remove(modelInfo);
        }
        modelInfo = Gauge.builder(ScorerMetricSpecs.MODEL_INFO.meterName(), () -> 1)
                .description(ScorerMetricSpecs.MODEL_INFO.meaning())
                .tag("name", name)
                .tag("version", version)
                .register(registry);
    }

    /** Shows what the health pages answer. */
    public void observe(Health health) {
        gauge(ScorerMetricSpecs.Probe.LIVE, health.live());
        gauge(ScorerMetricSpecs.Probe.READY, health.ready());
        gauge(ScorerMetricSpecs.Probe.STARTED, health.started());
    }

    /** Shows figures of Kafka Streams and its clients, from a thread of its own that looks for new ones. */
    public synchronized void observe(KafkaStreams streams) {
        ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "undertone-kafka-metrics");
            thread.setDaemon(true);
            return thread;
        });
        bind(new KafkaStreamsMetrics(streams, List.of(), scheduler, KAFKA_REFRESH));
        observers.add(scheduler::shutdownNow);
    }

    /** Shows figures of Java and of this process. */
    public synchronized void observeProcess() {
        bind(new JvmMemoryMetrics());
        bind(new JvmGcMetrics());
        bind(new JvmThreadMetrics());
        bind(new ProcessorMetrics());
        bind(new FileDescriptorMetrics());
        bind(new UptimeMetrics());
    }

    @Override
    public void reviewReceived() {
        received.increment();
    }

    @Override
    public void reviewWaited(Duration waited) {
        queueWait.record(waited);
    }

    @Override
    public void reviewScored(Scored review, Duration sinceEvent) {
        scored.get(review.label()).increment();
        score.observe(review.score());
        age.record(sinceEvent);
        if (review.truncated()) {
            truncated.increment();
        }
    }

    @Override
    public void reviewRejected(RejectReason reason) {
        rejected.get(reason).increment();
    }

    @Override
    public void letterShortened() {
        shortened.increment();
    }

    @Override
    public void tombstonePassed() {
        tombstonesPassed.increment();
    }

    @Override
    public void tombstoneSkipped() {
        tombstonesSkipped.increment();
    }

    @Override
    public void updateSkipped() {
        updatesSkipped.increment();
    }

    @Override
    public void recordsExpired(long records) {
        expired.increment(records);
    }

    @Override
    public void batchScored(FlushReason reason, int reviews, long tokensRead, long paddedTokens, Duration took) {
        batches.get(reason).increment();
        batchSize.record(reviews);
        batchTokens.record(tokensRead);
        batchPaddedTokens.record(paddedTokens);
        inference.record(took);
    }

    @Override
    public void tokensRead(long known, long unknown) {
        tokens.get(ScorerMetricSpecs.TokenKind.KNOWN).increment(known);
        tokens.get(ScorerMetricSpecs.TokenKind.UNKNOWN).increment(unknown);
    }

    /** Where others put their meters on this page. */
    PrometheusMeterRegistry registry() {
        return registry;
    }

    /** Everything counted so far, in Prometheus' text format. */
    public String scrape() {
        return registry.scrape();
    }

    /** Observes nothing any more; what was counted can still be read. */
    @Override
    public synchronized void close() {
        for (AutoCloseable observer : observers) {
            try {
                observer.close();
            } catch (Exception e) {
                throw new IllegalStateException("an observer of metrics cannot be closed", e);
            }
        }
        observers.clear();
    }

    /** How the label of a batch's reason is written. */
    static String text(FlushReason reason) {
        return reason.name().toLowerCase(Locale.ROOT);
    }

    /** Ours all; of what Kafka and Java offer, some hundred series a thread, what the reference explains. */
    private boolean isWanted(Meter.Id id) {
        return id.getName().startsWith("undertone")
                || MetricSpec.has(
                        registry.config().namingConvention().name(id.getName(), id.getType(), id.getBaseUnit()));
    }

    private void bind(MeterBinder binder) {
        binder.bindTo(registry);
        if (binder instanceof AutoCloseable closeable) {
            observers.add(closeable);
        }
    }

    private void gauge(ScorerMetricSpecs.Probe probe, Supplier<Optional<String>> whyDown) {
        Gauge.builder(ScorerMetricSpecs.HEALTH.meterName(), () -> whyDown.get().isEmpty() ? 1 : 0)
                .description(ScorerMetricSpecs.HEALTH.meaning())
                .tag(ScorerMetricSpecs.HEALTH.labels(), probe.text())
                .register(registry);
    }

    Counter counter(MetricSpec metric) {
        return Counter.builder(metric.meterName()).description(metric.meaning()).register(registry);
    }

    /** @param label the value of the only label that the metric has */
    Counter counter(MetricSpec metric, String label) {
        return Counter.builder(metric.meterName())
                .description(metric.meaning())
                .tag(metric.labels(), label)
                .register(registry);
    }

    private <E extends Enum<E>> Map<E, Counter> counters(MetricSpec metric, Class<E> type, Function<E, String> text) {
        Map<E, Counter> counters = new EnumMap<>(type);
        for (E value : type.getEnumConstants()) {
            counters.put(value, counter(metric, text.apply(value)));
        }
        return counters;
    }

    private DistributionSummary summary(MetricSpec metric) {
        DistributionSummary.Builder builder =
                DistributionSummary.builder(metric.meterName()).description(metric.meaning());
        return (metric.type() == MetricSpec.Type.HISTOGRAM
                        ? builder.serviceLevelObjectives(metric.bucketBounds())
                        : builder)
                .register(registry);
    }

    private Timer timer(MetricSpec metric) {
        return Timer.builder(metric.meterName())
                .description(metric.meaning())
                .serviceLevelObjectives(Arrays.stream(metric.bucketBounds())
                        .mapToObj(seconds -> Duration.ofNanos(Math.round(seconds * 1e9)))
                        .toArray(Duration[]::new))
                .register(registry);
    }
}
