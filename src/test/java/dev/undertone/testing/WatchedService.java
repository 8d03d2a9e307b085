// SPDX-License-Identifier: Apache-2.0
package dev.undertone.testing;

import dev.undertone.config.ScorerConfig;
import dev.undertone.config.Settings;
import dev.undertone.http.MetricsServer;
import dev.undertone.metrics.PrometheusMetrics;
import dev.undertone.score.ReviewScorer;
import dev.undertone.serve.ServedModel;
import dev.undertone.service.ValueDecoders;
import dev.undertone.stream.Intake;
import dev.undertone.stream.ReadGaps;
import dev.undertone.stream.ScoringContext;
import dev.undertone.stream.ScoringService;
import dev.undertone.stream.ScoringTopology;
import dev.undertone.stream.StreamsProperties;
import dev.undertone.stream.outcome.OutputTopics;
import dev.undertone.stream.outcome.ScoreFormat;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The scoring service with its HTTP pages in this process, where tests reach into its threads, and where the pages can
 * still be read when the service has ended.
 */
public final class WatchedService implements AutoCloseable {
    private final ServedModel model;
    private final PrometheusMetrics metrics;
    private final ScoringService service;
    private final MetricsServer server;

    private WatchedService(ServedModel model, PrometheusMetrics metrics, ScoringService service, MetricsServer server) {
        this.model = model;
        this.metrics = metrics;
        this.service = service;
        this.server = server;
    }

    /** Starts it with the tiny model on the deployment's topics and waits until it reads. */
    public static WatchedService start(Deployment deployment, Path folder) throws IOException, InterruptedException {
        ScorerConfig config =
                ScorerConfig.of(Settings.gather(Map.of(), Optional.empty(), Map.of(), deployment.settings()));
        ServedModel model = new ServedModel(ReviewScorer.open(TinyModel.open(folder), 0));
        PrometheusMetrics metrics = new PrometheusMetrics(TinyModel.NAME, TinyModel.VERSION);
        OutputTopics outputs = OutputTopics.of(config.topics(), config.outputTimestamp());
        Intake intake = ValueDecoders.of(config);
        ScoringContext stage = new ScoringContext(
                intake.decoder(),
                model,
                Optional.empty(),
                ScoreFormat.json(),
                config.batchPolicy(),
                metrics,
                outputs,
                new ReadGaps());
        ScoringService service = new ScoringService(
                ScoringTopology.of(config.topics(), stage),
                StreamsProperties.of(config),
                config.shutdownTimeout(),
                outputs,
                intake);
        MetricsServer server = MetricsServer.start("127.0.0.1", 0, metrics::scrape, service.health());
        metrics.observe(service.health());
        service.showTo(metrics::observe);
        WatchedService watched = new WatchedService(model, metrics, service, server);
        service.start();
        if (!service.awaitRunning(Duration.ofSeconds(60))) {
            watched.close();
            throw new AssertionError("the service did not start to read");
        }
        return watched;
    }

    public String get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    public ScoringService service() {
        return service;
    }

    @Override
    public void close() {
        service.close();
        server.close();
        metrics.close();
        model.close();
    }
}
