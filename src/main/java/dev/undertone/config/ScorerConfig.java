// SPDX-License-Identifier: Apache-2.0
package dev.undertone.config;

import dev.undertone.batch.BatchPolicy;
import dev.undertone.event.shape.EventFields;
import dev.undertone.event.shape.StringValue;
import dev.undertone.kafka.OutputTimestamp;
import dev.undertone.kafka.Topics;
import dev.undertone.tracing.TracingMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.StreamsConfig;

/**
 * The scorer's configuration, checked. Keys that begin with {@value #KAFKA_PREFIX} go to Kafka Streams and its clients
 * as they are, without the prefix; any other unknown key is an error. Immutable.
 */
public final class ScorerConfig {
    public static final String KAFKA_PREFIX = "kafka.";

    public static final String BOOTSTRAP_SERVERS = "bootstrap.servers";
    public static final String APPLICATION_ID = "application.id";
    public static final String INPUT_TOPIC = "input.topic";
    public static final String OUTPUT_TOPIC = "output.topic";
    public static final String DEAD_LETTER_TOPIC = "errors.dead.letter.queue.topic.name";
    public static final String TOPICS_CREATE = "topics.create";
    public static final String INPUT_TEXT_FIELD = "input.text.field";
    public static final String INPUT_ID_FIELD = "input.id.field";
    public static final String INPUT_STRING_AS = "input.string.as";
    public static final String INPUT_MAX_BYTES = "input.max.bytes";
    public static final String INPUT_MIN_KNOWN = "input.min.known";
    public static final String OUTPUT_FIELDS = "output.fields";
    public static final String OUTPUT_TIMESTAMP = "output.timestamp";
    public static final String MODEL_PATH = "model.path";
    public static final String MODEL_RELOAD_INTERVAL_MS = "model.reload.interval.ms";
    public static final String MODEL_SHADOW_PATH = "model.shadow.path";
    public static final String BATCH_MAX_SIZE = "batch.max.size";
    public static final String BATCH_MAX_TOKENS = "batch.max.tokens";
    public static final String BATCH_LINGER_MS = "batch.linger.ms";
    public static final String PROCESSING_GUARANTEE = "processing.guarantee";
    public static final String NEUTRAL_BAND = "neutral.band";
    public static final String EXPLAIN_WORDS = "explain.words";
    public static final String EXPLAIN_SENTENCES = "explain.sentences";
    public static final String THREADS = "threads";
    public static final String SHUTDOWN_TIMEOUT_MS = "shutdown.timeout.ms";
    public static final String LOG_FORMAT = "log.format";
    public static final String OTEL = "otel";
    public static final String HTTP_HOST = "http.host";
    public static final String HTTP_PORT = "http.port";
    public static final String HTTP_PAGE = "http.page";
    public static final String HTTP_SCORE_WAITING = "http.score.waiting";
    public static final String HTTP_TOKEN = "http.token";
    public static final String APPLICATION_SERVER = "application.server";

    private final Map<String, Setting> settings;
    private final Map<String, Object> parsed;

    private ScorerConfig(Map<String, Setting> settings, Map<String, Object> parsed) {
        this.settings = Collections.unmodifiableMap(settings);
        this.parsed = parsed;
        events().check();
        TopicKeys.check(this);
    }

    /**
     * Checks the settings and fills in the defaults.
     *
     * @throws ConfigurationException naming the key that is wrong
     */
    public static ScorerConfig of(Settings given) {
        Map<String, String> own = new HashMap<>();
        Map<String, Setting> effective = new TreeMap<>();
        given.values().forEach((key, setting) -> {
            if (key.startsWith(KAFKA_PREFIX)) {
                requireNoneOfOurs(key);
            } else {
                requireKnown(key, setting);
                own.put(key, setting.value());
            }
            effective.put(key, setting);
        });
        try {
            Map<String, Object> parsed = KeyDefinitions.DEFINITION.parse(own);
            parsed.forEach((key, value) -> effective.computeIfAbsent(
                    key,
                    k -> new Setting(
                            ConfigDef.convertToString(
                                    value,
                                    KeyDefinitions.DEFINITION.configKeys().get(k).type),
                            Setting.Source.DEFAULT)));
            return new ScorerConfig(effective, parsed);
        } catch (ConfigException | IllegalArgumentException e) {
            throw new ConfigurationException(e.getMessage(), e);
        }
    }

    /** Every effective value of every key, defaults and {@value #KAFKA_PREFIX} keys included, in order of the keys. */
    public Map<String, Setting> settings() {
        return settings;
    }

    public String bootstrapServers() {
        return string(BOOTSTRAP_SERVERS);
    }

    public String applicationId() {
        return string(APPLICATION_ID);
    }

    public Topics topics() {
        return new Topics(string(INPUT_TOPIC), string(OUTPUT_TOPIC), string(DEAD_LETTER_TOPIC));
    }

    /**
     * The topic that is read.
     *
     * @param remedy what to do where there are several
     * @throws ConfigurationException with that remedy
     */
    public String inputTopic(String remedy) {
        return TopicKeys.only(topics().input(), remedy);
    }

    /** The topic that scores are written to, likewise. */
    public String outputTopic(String remedy) {
        return TopicKeys.onlyOutput(topics(), remedy);
    }

    public boolean createsTopics() {
        return (Boolean) parsed.get(TOPICS_CREATE);
    }

    /** What events look like, and how they and their outcomes are written. */
    public EventConfig events() {
        return new EventConfig(eventFields(), parsed);
    }

    public EventFields eventFields() {
        List<String> carried = TrendsKeys.withFieldsOfTrends(KeyDefinitions.texts(parsed.get(OUTPUT_FIELDS)), parsed);
        return new EventFields(string(INPUT_TEXT_FIELD), string(INPUT_ID_FIELD), carried)
                .withStrings(Choice.parse(StringValue.class, string(INPUT_STRING_AS)));
    }

    /** In bytes. */
    public int inputMaxBytes() {
        return (Integer) parsed.get(INPUT_MAX_BYTES);
    }

    /** The least share of its tokens that the model has to know of a review, 0..1; 0 for none. */
    public double inputMinKnown() {
        return (Double) parsed.get(INPUT_MIN_KNOWN);
    }

    public OutputTimestamp outputTimestamp() {
        return Choice.parse(OutputTimestamp.class, string(OUTPUT_TIMESTAMP));
    }

    public Path modelPath() {
        return Path.of(string(MODEL_PATH));
    }

    /** How often its folder is looked at, where it is. */
    public Optional<Duration> modelReloadInterval() {
        return Optional.of(Duration.ofMillis((Long) parsed.get(MODEL_RELOAD_INTERVAL_MS)))
                .filter(interval -> !interval.isZero());
    }

    /** The bundle that scores beside the first, where there is one. */
    public Optional<Path> modelShadowPath() {
        return Optional.of(string(MODEL_SHADOW_PATH))
                .filter(path -> !path.isBlank())
                .map(Path::of);
    }

    public BatchPolicy batchPolicy() {
        return new BatchPolicy(
                (Integer) parsed.get(BATCH_MAX_SIZE), (Integer) parsed.get(BATCH_MAX_TOKENS), Duration.ofMillis((Long)
                        parsed.get(BATCH_LINGER_MS)));
    }

    /** How many threads score. */
    public int threads() {
        return (Integer) parsed.get(THREADS);
    }

    public Duration shutdownTimeout() {
        return Duration.ofMillis((Long) parsed.get(SHUTDOWN_TIMEOUT_MS));
    }

    public double neutralBand() {
        return (Double) parsed.get(NEUTRAL_BAND);
    }

    /** How many words of a review its scored event names as what moved the score most; 0 for none. */
    public int explainWords() {
        return (Integer) parsed.get(EXPLAIN_WORDS);
    }

    /** Whether a scored event has a score of each sentence. */
    public boolean explainSentences() {
        return (Boolean) parsed.get(EXPLAIN_SENTENCES);
    }

    /** Whether the log is for machines. */
    public boolean logsJson() {
        return string(LOG_FORMAT).equals("json");
    }

    /** Whose traces reviews are in. */
    public TracingMode openTelemetry() {
        return Choice.parse(TracingMode.class, string(OTEL));
    }

    public String httpHost() {
        return string(HTTP_HOST);
    }

    /** 0 for any free one, -1 for none. */
    public int httpPort() {
        return (Integer) parsed.get(HTTP_PORT);
    }

    /** What is served there besides metrics and health, and to whom. */
    public HttpServices httpServices() {
        return HttpServices.of(parsed);
    }

    /** What trends are made of, where there are any. */
    public TrendsSettings trends() {
        return TrendsKeys.settings(parsed);
    }

    /** Where other instances reach this one's HTTP server, as HOST:PORT, where somebody said so. */
    public Optional<String> applicationServer() {
        return Optional.of(string(APPLICATION_SERVER)).filter(server -> !server.isEmpty());
    }

    /** What plain Kafka clients need to reach the same cluster: the address and every {@value #KAFKA_PREFIX} key. */
    public Map<String, Object> clientProperties() {
        Map<String, Object> properties = new HashMap<>();
        settings.forEach((key, setting) -> {
            if (key.startsWith(KAFKA_PREFIX)) {
                properties.put(key.substring(KAFKA_PREFIX.length()), setting.value());
            }
        });
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers());
        return properties;
    }

    /** As Kafka Streams names it; a {@value #KAFKA_PREFIX} key wins over it. */
    public String processingGuarantee() {
        return string(PROCESSING_GUARANTEE);
    }

    /**
     * Whether a key holds what must not be shown: our own token, what Kafka keeps secret, and what is named like a
     * secret of somebody's plug-in.
     */
    public static boolean isSecret(String key) {
        return key.equals(HTTP_TOKEN)
                || RegistryKeys.SECRETS.contains(key)
                || key.startsWith(KAFKA_PREFIX) && KafkaSecrets.include(key.substring(KAFKA_PREFIX.length()));
    }

    /** Our own keys, in an order for readers. */
    static Collection<ConfigDef.ConfigKey> definition() {
        return KeyDefinitions.DEFINITION.configKeys().values();
    }

    private static void requireKnown(String key, Setting setting) {
        if (!KeyDefinitions.DEFINITION.names().contains(key)) {
            String hint = NearestKey.to(key, KeyDefinitions.DEFINITION.names())
                    .map(nearest -> "did you mean " + nearest + "?")
                    .orElse("keys for Kafka itself begin with " + KAFKA_PREFIX);
            throw new ConfigurationException(
                    "unknown configuration key " + key + " (" + setting.source().text() + "); " + hint);
        }
    }

    /** What has a key of its own would be overwritten by it. */
    private static void requireNoneOfOurs(String key) {
        String bare = key.substring(KAFKA_PREFIX.length());
        if (bare.equals(BOOTSTRAP_SERVERS) || bare.equals(APPLICATION_ID) || bare.equals(APPLICATION_SERVER)) {
            throw new ConfigurationException(key + " is not passed on to Kafka; set " + bare);
        }
    }

    private String string(String key) {
        return (String) parsed.get(key);
    }
}
