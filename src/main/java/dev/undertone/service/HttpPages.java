// SPDX-License-Identifier: Apache-2.0
package dev.undertone.service;

import dev.undertone.config.ConfigurationException;
import dev.undertone.config.ScorerConfig;
import dev.undertone.http.Health;
import dev.undertone.http.MetricsServer;
import dev.undertone.metrics.PrometheusMetrics;
import java.io.IOException;
import java.util.Optional;

/** The HTTP server with the pages that every service has. */
final class HttpPages {
    private HttpPages() {}

    /**
     * Serves metrics and health where the configuration wants it.
     *
     * @throws ConfigurationException if the address cannot be had
     */
    static Optional<MetricsServer> serve(ScorerConfig config, PrometheusMetrics metrics, Health health) {
        if (config.httpPort() < 0) {
            return Optional.empty();
        }
        try {
            MetricsServer server = MetricsServer.start(config.httpHost(), config.httpPort(), metrics::scrape, health);
            metrics.observe(health);
            metrics.observeProcess();
            return Optional.of(server);
        } catch (IOException e) {
            throw new ConfigurationException(
                    "cannot serve HTTP at " + config.httpHost() + ":" + config.httpPort() + " (" + e.getMessage()
                            + "); set another " + ScorerConfig.HTTP_PORT + ", or -1 to serve nothing",
                    e);
        }
    }
}
