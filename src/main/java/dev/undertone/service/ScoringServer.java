// SPDX-License-Identifier: Apache-2.0
package dev.undertone.service;

import dev.undertone.config.ConfigurationException;
import dev.undertone.config.HttpServices;
import dev.undertone.config.ScorerConfig;
import dev.undertone.http.Health;
import dev.undertone.metrics.PrometheusMetrics;
import dev.undertone.metrics.PrometheusModelMetrics;
import dev.undertone.review.ModelId;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The model behind HTTP, with no Kafka: opened when it can score, until it is closed. */
public final class ScoringServer implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(ScoringServer.class);

    private final ModelsAtWork models;
    private final PrometheusMetrics metrics;
    private final HttpFront http;
    private final CountDownLatch closed = new CountDownLatch(1);

    private ScoringServer(ModelsAtWork models, PrometheusMetrics metrics, HttpFront http) {
        this.models = models;
        this.metrics = metrics;
        this.http = http;
    }

    /**
     * Reads the model and begins to serve.
     *
     * @throws ConfigurationException if nobody could ask for a score, or the address cannot be bound
     */
    public static ScoringServer start(ScorerConfig config) {
        requireUse(config);
        LoadedModels loaded = LoadedModels.openServed(config);
        ModelId id = loaded.served().served().id();
        LOGGER.atInfo()
                .addKeyValue("model", id.name())
                .addKeyValue("version", id.version())
                .log("Loaded the model");
        PrometheusMetrics metrics = new PrometheusMetrics(id.name(), id.version());
        ModelsAtWork models = ModelsAtWork.start(loaded, new PrometheusModelMetrics(metrics));
        Health health = new Health(Optional::empty, Optional::empty, Optional::empty);
        HttpFront http;
        try {
            http = HttpFront.open(config, metrics, health, models, false);
        } catch (ConfigurationException e) {
            models.close();
            throw e;
        }
        metrics.observe(health);
        metrics.observeProcess();
        config.modelReloadInterval().ifPresent(models.reloads()::lookEvery);
        return new ScoringServer(models, metrics, http);
    }

    /** Waits until it is closed. */
    public void awaitEnd() throws InterruptedException {
        closed.await();
    }

    public int httpPort() {
        return http.port();
    }

    @Override
    public void close() {
        http.close();
        metrics.close();
        models.close();
        closed.countDown();
    }

    private static void requireUse(ScorerConfig config) {
        HttpServices services = config.httpServices();
        if (config.httpPort() < 0 || services.scoreWaiting() == 0) {
            throw new ConfigurationException("with " + ScorerConfig.HTTP_PORT + "=" + config.httpPort() + " and "
                    + ScorerConfig.HTTP_SCORE_WAITING + "=" + services.scoreWaiting()
                    + " there is nothing to serve; leave both at their defaults");
        }
        if (services.token().isEmpty() && !isLoopback(config.httpHost())) {
            throw new ConfigurationException("other machines reach " + ScorerConfig.HTTP_HOST + "=" + config.httpHost()
                    + ", and nothing is scored for them without a token; set " + ScorerConfig.HTTP_TOKEN);
        }
    }

    /** One that has no address is told of when it is bound. */
    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return true;
        }
    }
}
