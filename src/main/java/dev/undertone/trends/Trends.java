// SPDX-License-Identifier: Apache-2.0
package dev.undertone.trends;

import dev.undertone.config.ConfigurationException;
import dev.undertone.config.ScorerConfig;
import dev.undertone.config.TrendsSettings;
import dev.undertone.http.Health;
import dev.undertone.kafka.Cluster;
import dev.undertone.kafka.ClusterAccess;
import dev.undertone.kafka.ProducerLimits;
import dev.undertone.kafka.RequiredAcl;
import dev.undertone.stream.ScoringService;
import dev.undertone.stream.StreamsProperties;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The application of trends: its topics and its streams. Safe for use by many threads. */
public final class Trends implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Trends.class);

    /** How often what has changed is published; a score shows in its figures two of these later. */
    private static final long COMMIT_INTERVAL_MILLIS = 1000;

    private final TrendsSettings settings;
    private final ScoringService service;

    private Trends(TrendsSettings settings, ScoringService service) {
        this.settings = settings;
        this.service = service;
    }

    /**
     * Makes the topics that are missing and starts to read.
     *
     * @param threads of streams
     * @param server where other instances reach this one's queries, as HOST:PORT
     * @throws ConfigurationException if a topic is missing and is not to be created
     */
    public static Trends start(ScorerConfig config, int threads, Optional<String> server, TrendsMetrics metrics) {
        TrendsSettings settings = config.trends();
        int partitions;
        try (Cluster cluster =
                Cluster.connect(config.clientProperties(), rights(config).toArray(RequiredAcl[]::new))) {
            partitions = prepare(config, cluster);
        }
        Map<String, Object> properties = properties(config, threads);
        server.ifPresent(address -> properties.put(StreamsConfig.APPLICATION_SERVER_CONFIG, address));
        ScoringService service;
        try {
            service = new ScoringService(
                    TrendsTopology.of(scores(config), partitions, TrendsContext.of(settings, partitions, metrics)),
                    properties,
                    config.shutdownTimeout(),
                    "the application of trends");
        } catch (KafkaException e) {
            throw ClusterAccess.of(config.clientProperties(), List.of()).unusable(e);
        }
        service.start();
        LOGGER.atInfo()
                .addKeyValue("application.id", applicationId(config))
                .addKeyValue("by", String.join(",", settings.by()))
                .log("Trends started");
        return new Trends(settings, service);
    }

    /** Its name for Kafka. */
    public static String applicationId(ScorerConfig config) {
        return config.applicationId() + "-trends";
    }

    /** What the cluster must grant for as long as it runs, beside the rights on topics that Kafka Streams makes. */
    public static List<RequiredAcl> rights(ScorerConfig config) {
        return List.of(
                RequiredAcl.readTopic(scores(config)),
                RequiredAcl.writeTopic(config.trends().topic()),
                RequiredAcl.writeTopic(config.trends().alertsTopic()),
                RequiredAcl.readGroup(applicationId(config)),
                RequiredAcl.writeTransactionalIds(applicationId(config) + "-"));
    }

    /** The topic that is read. */
    public static String scores(ScorerConfig config) {
        return config.outputTopic("trends read one: name it by --set " + ScorerConfig.OUTPUT_TOPIC + "=NAME");
    }

    /** How it is right now; to be asked by any thread at any time. */
    public Health health() {
        return service.health();
    }

    /** Waits until it reads or has ended, and returns whether it came to reading in time. */
    public boolean awaitRunning(Duration patience) throws InterruptedException {
        return service.awaitRunning(patience);
    }

    /** Waits until it has ended, and returns what ended it unless it was {@link #close}. */
    public Optional<Throwable> awaitEnd() throws InterruptedException {
        return service.awaitEnd();
    }

    /** Shows the application to somebody who watches or asks it; it is not theirs to start or to end. */
    public void showTo(Consumer<KafkaStreams> observer) {
        service.showTo(observer);
    }

    public TrendsSettings settings() {
        return settings;
    }

    @Override
    public void close() {
        service.close();
    }

    /** What Kafka Streams is started with. */
    static Map<String, Object> properties(ScorerConfig config, int threads) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_INTERVAL_MILLIS);
        properties.putAll(ProducerLimits.quickGzip());
        properties.putAll(StreamsProperties.recovery(config));
        properties.putAll(config.clientProperties());
        properties.put(
                StreamsConfig.CLIENT_ID_CONFIG,
                properties.getOrDefault(StreamsConfig.CLIENT_ID_CONFIG, config.applicationId()) + "-trends");
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId(config));
        // Parts that are added twice would be counted twice.
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        return properties;
    }

    /** Sees to it that the topics are there, and returns how many partitions the keys are spread over. */
    private static int prepare(ScorerConfig config, Cluster cluster) {
        String scores = scores(config);
        if (config.createsTopics()) {
            cluster.ensureTopics(List.of(scores), Optional.empty(), Map.of());
        }
        int width = require(config, cluster, scores);
        // Figures of a window replace earlier ones of the same.
        create(
                config,
                cluster,
                config.trends().topic(),
                width,
                Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
        create(config, cluster, config.trends().alertsTopic(), width, Map.of());
        // Those of an earlier start stay, as keys would move.
        int before = cluster.partitions(applicationId(config) + "-" + TrendsTopology.PARTS + "-repartition")
                .size();
        return before > 0 ? before : width;
    }

    private static void create(
            ScorerConfig config, Cluster cluster, String topic, int width, Map<String, String> settings) {
        if (config.createsTopics()) {
            cluster.ensureTopics(List.of(topic), Optional.of(width), settings)
                    .forEach(created ->
                            LOGGER.atInfo().addKeyValue("topic", created).log("Created a topic that did not exist"));
        }
        require(config, cluster, topic);
    }

    private static int require(ScorerConfig config, Cluster cluster, String topic) {
        int partitions = cluster.partitions(topic).size();
        if (partitions == 0) {
            throw new ConfigurationException("there is no topic " + topic + " at " + config.bootstrapServers()
                    + "; create it, or set " + ScorerConfig.TOPICS_CREATE + "=true");
        }
        return partitions;
    }
}
