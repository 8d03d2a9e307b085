// SPDX-License-Identifier: Apache-2.0
package dev.undertone.service;

import dev.undertone.config.ConfigurationException;
import dev.undertone.config.ScorerConfig;
import dev.undertone.http.Access;
import dev.undertone.http.BearerToken;
import dev.undertone.http.Health;
import dev.undertone.http.MetricsServer;
import dev.undertone.http.Problem;
import dev.undertone.http.StaticPage;
import dev.undertone.http.page.LivePage;
import dev.undertone.http.page.PageSettings;
import dev.undertone.http.score.ScoreEndpoint;
import dev.undertone.http.score.ScoreQueue;
import dev.undertone.metrics.PrometheusMetrics;
import dev.undertone.metrics.PrometheusRequestMetrics;
import dev.undertone.score.OutcomeWatch;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All that is served over HTTP, as it is configured; closed before the models. */
final class HttpFront implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(HttpFront.class);

    private final MetricsServer server;
    private final OutcomeWatch watch;
    /** In the order of closing. */
    private final List<AutoCloseable> services;

    private HttpFront(MetricsServer server, OutcomeWatch watch, List<AutoCloseable> services) {
        this.server = server;
        this.watch = watch;
        this.services = services;
    }

    /**
     * Begins to serve.
     *
     * @param topic whether reviews come from a topic
     * @throws ConfigurationException if the address cannot be bound
     */
    static HttpFront open(
            ScorerConfig config, PrometheusMetrics metrics, Health health, ModelsAtWork models, boolean topic) {
        MetricsServer server = listen(config, metrics, health);
        List<AutoCloseable> services = new ArrayList<>();
        server.addAction(
                "/model/reload",
                () -> models.reloads().reloadAll().thenApply(reloads -> ReloadAnswer.of(reloads, config)));
        if (config.httpServices().scoreWaiting() > 0) {
            PrometheusRequestMetrics requests = new PrometheusRequestMetrics(metrics);
            ScoreQueue queue = ScoreQueue.start(
                    models.served(),
                    config.batchPolicy(),
                    config.threads(),
                    config.httpServices().scoreWaiting(),
                    requests);
            ScoreEndpoint endpoint = new ScoreEndpoint(
                    queue,
                    config.events().shape(),
                    config.inputMaxBytes(),
                    requests,
                    Clock.systemUTC(),
                    System::nanoTime);
            server.addGuarded(ScoreEndpoint.PATH, endpoint);
            server.addOpen(
                    "/openapi.json",
                    StaticPage.of("/openapi.json", "application/json", ScoreEndpoint.class, "openapi.json"));
            services.add(queue);
            services.add(endpoint);
        }
        OutcomeWatch watch = OutcomeWatch.NONE;
        if (config.httpServices().page()) {
            LivePage page = LivePage.on(
                    server,
                    new PageSettings(
                            topic,
                            config.httpServices().scoreWaiting() > 0,
                            config.bootstrapServers(),
                            config.topics().deadLetters()),
                    metrics::scrape,
                    Clock.systemUTC(),
                    System::nanoTime);
            services.add(page);
            watch = page.watch();
        } else {
            server.addOpen(
                    "/",
                    exchange -> new Problem(404, "there is nothing here; http.page=true serves a page").send(exchange));
        }
        if (server.asksForToken() && config.httpServices().token().isEmpty()) {
            LOGGER.info("Other machines reach the HTTP address, so the page and POST /score are refused to all until"
                    + " http.token is set");
        }
        return new HttpFront(server, watch, services);
    }

    /** To be shown what becomes of reviews; looks away where no page is served. */
    OutcomeWatch watch() {
        return watch;
    }

    MetricsServer server() {
        return server;
    }

    int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
        for (AutoCloseable service : services) {
            try {
                service.close();
            } catch (Exception e) {
                throw new IllegalStateException("what is served over HTTP cannot be closed", e);
            }
        }
    }

    /** The server with metrics and health alone. */
    static MetricsServer listen(ScorerConfig config, PrometheusMetrics metrics, Health health) {
        try {
            return MetricsServer.start(access(config), metrics::scrape, health);
        } catch (IOException e) {
            throw new ConfigurationException(
                    "cannot serve HTTP at " + config.httpHost() + ":" + config.httpPort() + " (" + e.getMessage()
                            + "); set another " + ScorerConfig.HTTP_PORT + ", or -1 to serve nothing",
                    e);
        }
    }

    private static Access access(ScorerConfig config) {
        return new Access(
                config.httpHost(),
                config.httpPort(),
                config.httpServices().token().map(BearerToken::new));
    }
}
