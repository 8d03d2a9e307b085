// SPDX-License-Identifier: Apache-2.0
package dev.undertone.service;

import dev.undertone.config.ConfigurationException;
import dev.undertone.config.ScorerConfig;
import dev.undertone.kafka.AccessException;
import dev.undertone.kafka.BrokerUnavailableException;
import dev.undertone.kafka.Cluster;
import dev.undertone.kafka.ClusterAccess;
import dev.undertone.kafka.RequiredAcl;
import dev.undertone.kafka.Topics;
import dev.undertone.metrics.PrometheusMetrics;
import dev.undertone.metrics.PrometheusModelMetrics;
import dev.undertone.review.ModelId;
import dev.undertone.score.OutcomeWatch;
import dev.undertone.serve.ServedModel;
import dev.undertone.stream.Intake;
import dev.undertone.stream.ReadGaps;
import dev.undertone.stream.ScoringContext;
import dev.undertone.stream.ScoringService;
import dev.undertone.stream.ScoringTopology;
import dev.undertone.stream.StreamsProperties;
import dev.undertone.stream.outcome.OutputTopics;
import dev.undertone.stream.outcome.ScoreFormat;
import dev.undertone.tracing.TraceClock;
import dev.undertone.tracing.TracingSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.StreamsConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The assembled application: model, topics, streams and HTTP, opened in that order and closed in the reverse. */
public final class Scorer implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Scorer.class);

    private final ModelsAtWork models;
    private final PrometheusMetrics metrics;
    private final ScoringService service;
    private final TopicWatch watch;
    private final Optional<HttpFront> http;
    private final Optional<TrendsAtWork> trends;
    private final TracingSource tracing;

    private Scorer(
            ModelsAtWork models,
            PrometheusMetrics metrics,
            ScoringService service,
            TopicWatch watch,
            Optional<HttpFront> http,
            Optional<TrendsAtWork> trends,
            TracingSource tracing) {
        this.models = models;
        this.metrics = metrics;
        this.service = service;
        this.watch = watch;
        this.http = http;
        this.trends = trends;
        this.tracing = tracing;
    }

    /**
     * Opens everything and starts to read. The model is read while the broker is asked for, as both take their time;
     * without a model no topic is created.
     */
    public static Scorer start(ScorerConfig config) {
        TracingSource tracing = tracing(config);
        try {
            return start(config, tracing);
        } catch (RuntimeException e) {
            tracing.close();
            throw e;
        }
    }

    private static Scorer start(ScorerConfig config, TracingSource tracing) {
        CompletableFuture<LoadedModels> loading =
                CompletableFuture.supplyAsync(() -> LoadedModels.open(config), task -> new Thread(task).start());
        Optional<Cluster> cluster = Optional.empty();
        List<String> inputs;
        ScoreFormat format;
        try {
            cluster = Optional.of(connect(config, config.topics().input().names()));
            // The answer comes while the model is loaded.
            Supplier<Set<String>> asked = cluster.get().topicsReadBy(config.applicationId());
            loaded(loading);
            inputs = TopicSetup.inputs(config, cluster.get());
            Set<String> readByOthers = asked.get();
            if (config.topics().input().isPattern()) {
                // Again, as it takes rights on each, and only now it is known which they are.
                cluster.get().close();
                cluster = Optional.of(connect(config, inputs));
            }
            TopicSetup.prepare(config, cluster.get(), inputs, readByOthers);
            format = ScoreFormats.of(config);
        } catch (RuntimeException e) {
            cluster.ifPresent(Cluster::close);
            // What is wrong with the model is said first: it would be wrong with any broker.
            loaded(loading).close();
            throw e;
        }
        ServedModel model = loaded(loading).served().served();
        ModelId id = model.id();
        LOGGER.atInfo()
                .addKeyValue("model", id.name())
                .addKeyValue("version", id.version())
                .log("Loaded the model");
        PrometheusMetrics metrics = new PrometheusMetrics(id.name(), id.version());
        ModelsAtWork models = ModelsAtWork.start(loaded(loading), new PrometheusModelMetrics(metrics));
        OutputTopics outputs = OutputTopics.of(config.topics(), config.outputTimestamp());
        ReadGaps gaps = new ReadGaps();
        TopicWatch watch = TopicWatch.start(config, cluster.get(), inputs, outputs, gaps, metrics);
        AtomicReference<OutcomeWatch> shown = new AtomicReference<>(OutcomeWatch.NONE);
        Intake intake = ValueDecoders.of(config);
        ScoringContext stage = new ScoringContext(
                intake.decoder(),
                model,
                models.shadow(),
                format,
                config.batchPolicy(),
                metrics,
                outputs,
                gaps,
                shown::get,
                tracing.tracing());
        ScoringService service;
        try {
            service = new ScoringService(
                    ScoringTopology.of(config.topics(), stage),
                    StreamsProperties.of(config),
                    config.shutdownTimeout(),
                    outputs,
                    new Intake(intake.decoder(), () -> watch.missing().trouble().or(intake.trouble())));
        } catch (KafkaException e) {
            watch.close();
            models.close();
            throw ClusterAccess.of(config.clientProperties(), List.of()).unusable(e);
        }
        Optional<HttpFront> http = Optional.empty();
        Scorer scorer;
        try {
            http = serve(config, metrics, service, models);
            scorer = new Scorer(models, metrics, service, watch, http, trends(config, metrics, http), tracing);
        } catch (ConfigurationException | AccessException | BrokerUnavailableException e) {
            http.ifPresent(HttpFront::close);
            metrics.close();
            watch.close();
            models.close();
            throw e;
        }
        watch.missing().endBy(service::fail);
        scorer.http.ifPresent(front -> shown.set(front.watch()));
        service.start();
        config.modelReloadInterval().ifPresent(models.reloads()::lookEvery);
        return scorer;
    }

    /** Waits until it reads or has ended, and returns whether it came to reading in time. */
    public boolean awaitRunning(Duration patience) throws InterruptedException {
        return service.awaitRunning(patience);
    }

    /** Waits until the service has ended, and returns what ended it unless it was {@link #close}. */
    public Optional<Throwable> awaitEnd() throws InterruptedException {
        return service.awaitEnd();
    }

    /** The port of the HTTP pages, where they are served. */
    public Optional<Integer> httpPort() {
        return http.map(HttpFront::port);
    }

    @Override
    public void close() {
        service.close();
        trends.ifPresent(TrendsAtWork::close);
        watch.close();
        http.ifPresent(HttpFront::close);
        metrics.close();
        // A thread that did not end in time may still be inside the model, and then it is the process's end that
        // frees it.
        models.close();
        tracing.close();
    }

    private static Cluster connect(ScorerConfig config, List<String> inputs) {
        return Cluster.connect(config.clientProperties(), rights(config, inputs).toArray(RequiredAcl[]::new));
    }

    /**
     * What the cluster must grant for as long as the scorer runs.
     *
     * @param inputs the topics that it reads
     */
    static List<RequiredAcl> rights(ScorerConfig config, List<String> inputs) {
        Topics topics = config.topics();
        Set<String> outputs = new LinkedHashSet<>(topics.outputs());
        inputs.forEach(input -> outputs.add(topics.outputOf(input)));
        List<RequiredAcl> rights = new ArrayList<>();
        inputs.forEach(input -> rights.add(RequiredAcl.readTopic(input)));
        outputs.forEach(output -> rights.add(RequiredAcl.writeTopic(output)));
        rights.add(RequiredAcl.writeTopic(topics.deadLetters()));
        rights.add(RequiredAcl.readGroup(config.applicationId()));
        if (StreamsConfig.EXACTLY_ONCE_V2.equals(
                StreamsProperties.of(config).get(StreamsConfig.PROCESSING_GUARANTEE_CONFIG))) {
            rights.add(RequiredAcl.writeTransactionalIds(config.applicationId() + "-"));
        }
        return rights;
    }

    private static LoadedModels loaded(CompletableFuture<LoadedModels> loading) {
        try {
            return loading.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private static TracingSource tracing(ScorerConfig config) {
        TracingSource tracing;
        try {
            tracing = TracingSource.open(
                    config.openTelemetry(),
                    config.applicationId(),
                    new TraceClock(System::nanoTime, Scorer::epochNanos));
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(e.getMessage(), e);
        }
        tracing.maker()
                .ifPresent(maker -> LOGGER.atInfo().addKeyValue("by", maker).log("Traces reviews"));
        return tracing;
    }

    private static long epochNanos() {
        Instant now = Instant.now();
        return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }

    /** One thread counts what many score. */
    private static Optional<TrendsAtWork> trends(
            ScorerConfig config, PrometheusMetrics metrics, Optional<HttpFront> http) {
        return config.trends().isOn()
                ? Optional.of(TrendsAtWork.start(config, 1, metrics, http.map(HttpFront::server))
                        .watched())
                : Optional.empty();
    }

    private static Optional<HttpFront> serve(
            ScorerConfig config, PrometheusMetrics metrics, ScoringService service, ModelsAtWork models) {
        if (config.httpPort() < 0) {
            return Optional.empty();
        }
        HttpFront front = HttpFront.open(config, metrics, service.health(), models, true);
        metrics.observe(service.health());
        metrics.observeProcess();
        service.showTo(metrics::observe);
        return Optional.of(front);
    }
}
