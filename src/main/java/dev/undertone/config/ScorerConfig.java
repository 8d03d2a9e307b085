// SPDX-License-Identifier: Apache-2.0
package dev.undertone.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;

import dev.undertone.batch.BatchPolicy;
import dev.undertone.event.EventFields;
import dev.undertone.event.StringValue;
import dev.undertone.kafka.OutputTimestamp;
import dev.undertone.kafka.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Type;
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
    public static final String THREADS = "threads";
    public static final String SHUTDOWN_TIMEOUT_MS = "shutdown.timeout.ms";
    public static final String LOG_FORMAT = "log.format";
    public static final String HTTP_HOST = "http.host";
    public static final String HTTP_PORT = "http.port";

    private static final Pattern TOPIC_NAME = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

    private static final ConfigDef DEFINITION = new ConfigDef()
            .define(
                    BOOTSTRAP_SERVERS,
                    Type.STRING,
                    "localhost:9092",
                    text(),
                    HIGH,
                    "Where Kafka is: HOST:PORT, several with commas.")
            .define(
                    APPLICATION_ID,
                    Type.STRING,
                    "undertone",
                    text(),
                    HIGH,
                    "Names the consumer group and the transactions; the same for all instances that share the work.")
            .define(INPUT_TOPIC, Type.STRING, "reviews", topic(), HIGH, "The topic with the review events.")
            .define(OUTPUT_TOPIC, Type.STRING, "scored-reviews", topic(), HIGH, "The topic for the scored events.")
            .define(
                    DEAD_LETTER_TOPIC,
                    Type.STRING,
                    "rejected-reviews",
                    topic(),
                    HIGH,
                    "The topic for events that cannot be scored, as they came, with the reason in headers.")
            .define(TOPICS_CREATE, Type.BOOLEAN, true, MEDIUM, "Whether missing topics are created at the start.")
            .define(
                    INPUT_TEXT_FIELD,
                    Type.STRING,
                    "text",
                    field(),
                    MEDIUM,
                    "The field of an event with the review's text, or several with | between them: the first that is there.")
            .define(
                    INPUT_ID_FIELD,
                    Type.STRING,
                    "id",
                    field(),
                    MEDIUM,
                    "The field of an event with the review's id, or several as for the text.")
            .define(
                    INPUT_STRING_AS,
                    Type.STRING,
                    StringValue.REJECT.text(),
                    ConfigDef.ValidString.in(Arrays.stream(StringValue.values())
                            .map(StringValue::text)
                            .toArray(String[]::new)),
                    LOW,
                    "What a value is that is a JSON string instead of an object: reject (unreadable), event (an event that was encoded"
                            + " twice) or text (the review itself).")
            .define(
                    INPUT_MAX_BYTES,
                    Type.INT,
                    524_288,
                    ConfigDef.Range.between(1, 67_108_864),
                    MEDIUM,
                    "Events with a larger value, in bytes, are rejected unread.")
            .define(
                    INPUT_MIN_KNOWN,
                    Type.DOUBLE,
                    0.0,
                    number(ConfigDef.Range.between(0, 1)),
                    MEDIUM,
                    "Reviews of whose tokens the model's vocabulary has a smaller share are rejected as UNKNOWN_LANGUAGE; 0 for none.")
            .define(
                    OUTPUT_FIELDS,
                    Type.LIST,
                    "",
                    MEDIUM,
                    "Fields of the event to repeat in its scored event, with commas; * for all.")
            .define(
                    OUTPUT_TIMESTAMP,
                    Type.STRING,
                    "input",
                    ConfigDef.ValidString.in("input", "now"),
                    MEDIUM,
                    "The timestamp of scores and dead letters: input (that of their review) or now, so that old reviews' scores are not"
                            + " deleted at once by the retention of their topic.")
            .define(MODEL_PATH, Type.STRING, "model", text(), HIGH, "The folder of the model bundle.")
            .define(
                    MODEL_RELOAD_INTERVAL_MS,
                    Type.LONG,
                    5_000L,
                    ConfigDef.Range.between(0, 3_600_000),
                    MEDIUM,
                    "How often, in ms, the model's folder is looked at; another bundle that rests there from one look to the next"
                            + " is taken up. 0: only when POST /model/reload asks for it.")
            .define(
                    MODEL_SHADOW_PATH,
                    Type.STRING,
                    "",
                    LOW,
                    "The folder of a second bundle that scores the same reviews, to be compared and nothing else; empty for none.")
            .define(
                    BATCH_MAX_SIZE,
                    Type.INT,
                    4096,
                    ConfigDef.Range.between(1, 16_384),
                    HIGH,
                    "Most reviews scored together.")
            .define(
                    BATCH_MAX_TOKENS,
                    Type.INT,
                    262_144,
                    ConfigDef.Range.between(1, 1_048_576),
                    MEDIUM,
                    "Most tokens scored together.")
            .define(
                    BATCH_LINGER_MS,
                    Type.LONG,
                    20L,
                    ConfigDef.Range.between(0, 10_000),
                    HIGH,
                    "Longest time, in ms, that the first review of a batch waits for others; up to eight times as long while a backlog"
                            + " fills the batch.")
            .define(
                    PROCESSING_GUARANTEE,
                    Type.STRING,
                    StreamsConfig.EXACTLY_ONCE_V2,
                    ConfigDef.ValidString.in(StreamsConfig.EXACTLY_ONCE_V2, StreamsConfig.AT_LEAST_ONCE),
                    HIGH,
                    "Whether a failure can make a review's outcome appear twice: exactly_once_v2 (never, for consumers that read"
                            + " committed records) or at_least_once.")
            .define(
                    NEUTRAL_BAND,
                    Type.DOUBLE,
                    0.0,
                    number(ConfigDef.Range.between(0, 0.99)),
                    MEDIUM,
                    "Reviews with a score between minus this and this are labelled neutral, and no others; 0 leaves it to the model,"
                            + " which calls none neutral unless it has learned to.")
            .define(
                    THREADS,
                    Type.INT,
                    1,
                    ConfigDef.Range.between(1, 256),
                    MEDIUM,
                    "Stream threads; each scores on its own, so as many as cores and at most as partitions.")
            .define(
                    SHUTDOWN_TIMEOUT_MS,
                    Type.LONG,
                    30_000L,
                    ConfigDef.Range.between(100, 600_000),
                    LOW,
                    "Longest time, in ms, that a clean end may take: score what waits, commit, leave the group.")
            .define(
                    LOG_FORMAT,
                    Type.STRING,
                    "text",
                    ConfigDef.ValidString.in("text", "json"),
                    LOW,
                    "What 'run' logs to standard error: lines for people, or one JSON object a line.")
            .define(HTTP_HOST, Type.STRING, "127.0.0.1", text(), LOW, "The address that serves metrics and health.")
            .define(
                    HTTP_PORT,
                    Type.INT,
                    8080,
                    ConfigDef.Range.between(-1, 65_535),
                    LOW,
                    "Its port; 0 for any free one, -1 to serve nothing.");

    private final Map<String, Setting> settings;
    private final Map<String, Object> parsed;

    private ScorerConfig(Map<String, Setting> settings, Map<String, Object> parsed) {
        this.settings = Collections.unmodifiableMap(settings);
        this.parsed = parsed;
        topics();
        eventFields();
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
            Map<String, Object> parsed = DEFINITION.parse(own);
            parsed.forEach((key, value) -> effective.computeIfAbsent(
                    key,
                    k -> new Setting(
                            ConfigDef.convertToString(
                                    value, DEFINITION.configKeys().get(k).type),
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

    public boolean createsTopics() {
        return (Boolean) parsed.get(TOPICS_CREATE);
    }

    public EventFields eventFields() {
        List<String> carried = ((List<?>) parsed.get(OUTPUT_FIELDS))
                .stream()
                        .map(Object::toString)
                        .filter(field -> !field.isBlank())
                        .toList();
        return new EventFields(string(INPUT_TEXT_FIELD), string(INPUT_ID_FIELD), carried)
                .withStrings(StringValue.parse(string(INPUT_STRING_AS)));
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
        return OutputTimestamp.valueOf(string(OUTPUT_TIMESTAMP).toUpperCase(Locale.ROOT));
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

    /** Whether the log is for machines. */
    public boolean logsJson() {
        return string(LOG_FORMAT).equals("json");
    }

    public String httpHost() {
        return string(HTTP_HOST);
    }

    /** 0 for any free one, -1 for none. */
    public int httpPort() {
        return (Integer) parsed.get(HTTP_PORT);
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

    /** What Kafka Streams is started with; a {@value #KAFKA_PREFIX} key wins over what stands here. */
    public Map<String, Object> streamsProperties() {
        Map<String, Object> properties = new HashMap<>();
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, string(PROCESSING_GUARANTEE));
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, parsed.get(THREADS));
        // Bounds how late a linger can end, and how long a committed score stays unseen.
        long linger = (Long) parsed.get(BATCH_LINGER_MS);
        properties.put(StreamsConfig.POLL_MS_CONFIG, Math.max(1, Math.min(100, linger / 2)));
        // One that is due by itself tears a batch, and the processor asks for commits when nothing waits. But
        // Kafka Streams refuses transactions that time out sooner than this.
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 2000L);
        // Scores have waited for their batch already: Streams' own 100 ms for the producer's would come on top.
        properties.put(StreamsConfig.producerPrefix("linger.ms"), 1);
        // The scores of a batch go out in one request, not in one for every 16 KB of a partition.
        properties.put(StreamsConfig.producerPrefix("batch.size"), 256 * 1024);
        // A dead letter must be as large as any record that could be read; the topic sets the limit, not the producer.
        properties.put(StreamsConfig.producerPrefix("max.request.size"), 64 * 1024 * 1024);
        properties.put(StreamsConfig.producerPrefix("buffer.memory"), 64L * 1024 * 1024);
        // A record that came compressed must fit when it goes on, as a dead letter or carried by its score.
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        // Partitions that are added show when the metadata are read anew, after 5 minutes by Kafka's own default.
        properties.put(StreamsConfig.METADATA_MAX_AGE_CONFIG, 10_000L);
        // Streams' own would have a part that is new at each start, and every start would begin new series of metrics.
        properties.put(StreamsConfig.CLIENT_ID_CONFIG, applicationId());
        properties.putAll(clientProperties());
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId());
        return properties;
    }

    /**
     * Whether a key holds what must not be shown: what Kafka keeps secret, and what is named like a secret of
     * somebody's plug-in.
     */
    public static boolean isSecret(String key) {
        return key.startsWith(KAFKA_PREFIX) && KafkaSecrets.include(key.substring(KAFKA_PREFIX.length()));
    }

    /** Our own keys, in an order for readers. */
    static Collection<ConfigDef.ConfigKey> definition() {
        return DEFINITION.configKeys().values();
    }

    private static void requireKnown(String key, Setting setting) {
        if (!DEFINITION.names().contains(key)) {
            String hint = NearestKey.to(key, DEFINITION.names())
                    .map(nearest -> "did you mean " + nearest + "?")
                    .orElse("keys for Kafka itself begin with " + KAFKA_PREFIX);
            throw new ConfigurationException(
                    "unknown configuration key " + key + " (" + setting.source().text() + "); " + hint);
        }
    }

    /** Kafka's own range check lets NaN through. */
    private static ConfigDef.Validator number(ConfigDef.Range range) {
        return ConfigDef.LambdaValidator.with(
                (key, value) -> {
                    if (value instanceof Double number && number.isNaN()) {
                        throw new ConfigException(key, value, "Value must be a number");
                    }
                    range.ensureValid(key, value);
                },
                range::toString);
    }

    /** What has a key of its own would be overwritten by it. */
    private static void requireNoneOfOurs(String key) {
        String bare = key.substring(KAFKA_PREFIX.length());
        if (bare.equals(BOOTSTRAP_SERVERS) || bare.equals(APPLICATION_ID)) {
            throw new ConfigurationException(key + " is not passed on to Kafka; set " + bare);
        }
    }

    private String string(String key) {
        return (String) parsed.get(key);
    }

    private static ConfigDef.Validator field() {
        return ConfigDef.LambdaValidator.with(
                (key, value) -> {
                    text().ensureValid(key, value);
                    try {
                        new EventFields((String) value, (String) value, List.of());
                    } catch (IllegalArgumentException e) {
                        throw new ConfigException(key, value, e.getMessage());
                    }
                },
                () -> "field, or field|field");
    }

    /** What Kafka takes for the name of a topic. */
    private static ConfigDef.Validator topic() {
        return ConfigDef.LambdaValidator.with(
                (key, value) -> {
                    String name = String.valueOf(value);
                    if (!TOPIC_NAME.matcher(name).matches() || name.equals(".") || name.equals("..")) {
                        throw new ConfigException(
                                key,
                                value,
                                "The name of a topic has 1 to 249 letters, digits, dots, dashes and underscores, and is"
                                        + " not . or ..");
                    }
                },
                () -> "name of a topic");
    }

    private static ConfigDef.Validator text() {
        return new ConfigDef.NonEmptyString();
    }
}
