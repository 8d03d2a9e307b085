// SPDX-License-Identifier: Apache-2.0
package dev.undertone.service;

import dev.undertone.config.ScorerConfig;
import dev.undertone.http.Health;
import dev.undertone.http.MetricsServer;
import dev.undertone.metrics.PrometheusMetrics;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;

/** Trends in a process of their own, with their HTTP pages. */
public final class TrendsService implements AutoCloseable {
    private final PrometheusMetrics metrics;
    private final TrendsAtWork work;
    private final Optional<MetricsServer> http;

    private TrendsService(PrometheusMetrics metrics, TrendsAtWork work, Optional<MetricsServer> http) {
        this.metrics = metrics;
        this.work = work;
        this.http = http;
    }

    /** Opens everything and starts to read. */
    public static TrendsService start(ScorerConfig config) {
        PrometheusMetrics metrics = new PrometheusMetrics();
        // The server's address is part of what the other instances are told, so it comes first.
        AtomicReference<Health> health = new AtomicReference<>();
        Optional<MetricsServer> http = serve(
                config,
                metrics,
                new Health(
                        answer(health, Health::live), answer(health, Health::ready), answer(health, Health::started)));
        try {
            TrendsAtWork work = TrendsAtWork.start(config, config.threads(), metrics, http);
            health.set(work.trends().health());
            if (http.isPresent()) {
                work.trends().showTo(metrics::observe);
            }
            return new TrendsService(metrics, work, http);
        } catch (RuntimeException e) {
            http.ifPresent(MetricsServer::close);
            metrics.close();
            throw e;
        }
    }

    /** Waits until it reads or has ended, and returns whether it came to reading in time. */
    public boolean awaitRunning(Duration patience) throws InterruptedException {
        return work.trends().awaitRunning(patience);
    }

    /** Waits until it has ended, and returns what ended it unless it was {@link #close}. */
    public Optional<Throwable> awaitEnd() throws InterruptedException {
        return work.trends().awaitEnd();
    }

    /** The port of the HTTP pages, where they are served. */
    public Optional<Integer> httpPort() {
        return http.map(MetricsServer::port);
    }

    @Override
    public void close() {
        work.close();
        http.ifPresent(MetricsServer::close);
        metrics.close();
    }

    private static Optional<MetricsServer> serve(ScorerConfig config, PrometheusMetrics metrics, Health health) {
        if (config.httpPort() < 0) {
            return Optional.empty();
        }
        MetricsServer server = HttpFront.listen(config, metrics, health);
        metrics.observe(health);
        metrics.observeProcess();
        return Optional.of(server);
    }

    private static Supplier<Optional<String>> answer(
            AtomicReference<Health> health, Function<Health, Supplier<Optional<String>>> probe) {
        return () -> health.get() == null
                ? Optional.of("trends have not begun")
                : probe.apply(health.get()).get();
    }
}
