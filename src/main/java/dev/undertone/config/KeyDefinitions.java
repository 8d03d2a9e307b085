// SPDX-License-Identifier: Apache-2.0
package dev.undertone.config;

import static dev.undertone.config.ScorerConfig.APPLICATION_ID;
import static dev.undertone.config.ScorerConfig.BATCH_LINGER_MS;
import static dev.undertone.config.ScorerConfig.BATCH_MAX_SIZE;
import static dev.undertone.config.ScorerConfig.BATCH_MAX_TOKENS;
import static dev.undertone.config.ScorerConfig.BOOTSTRAP_SERVERS;
import static dev.undertone.config.ScorerConfig.DEAD_LETTER_TOPIC;
import static dev.undertone.config.ScorerConfig.EXPLAIN_SENTENCES;
import static dev.undertone.config.ScorerConfig.EXPLAIN_WORDS;
import static dev.undertone.config.ScorerConfig.INPUT_ID_FIELD;
import static dev.undertone.config.ScorerConfig.INPUT_MAX_BYTES;
import static dev.undertone.config.ScorerConfig.INPUT_MIN_KNOWN;
import static dev.undertone.config.ScorerConfig.INPUT_STRING_AS;
import static dev.undertone.config.ScorerConfig.INPUT_TEXT_FIELD;
import static dev.undertone.config.ScorerConfig.INPUT_TOPIC;
import static dev.undertone.config.ScorerConfig.LOG_FORMAT;
import static dev.undertone.config.ScorerConfig.MODEL_PATH;
import static dev.undertone.config.ScorerConfig.MODEL_RELOAD_INTERVAL_MS;
import static dev.undertone.config.ScorerConfig.MODEL_SHADOW_PATH;
import static dev.undertone.config.ScorerConfig.NEUTRAL_BAND;
import static dev.undertone.config.ScorerConfig.OTEL;
import static dev.undertone.config.ScorerConfig.OUTPUT_FIELDS;
import static dev.undertone.config.ScorerConfig.OUTPUT_TIMESTAMP;
import static dev.undertone.config.ScorerConfig.OUTPUT_TOPIC;
import static dev.undertone.config.ScorerConfig.PROCESSING_GUARANTEE;
import static dev.undertone.config.ScorerConfig.SHUTDOWN_TIMEOUT_MS;
import static dev.undertone.config.ScorerConfig.THREADS;
import static dev.undertone.config.ScorerConfig.TOPICS_CREATE;
import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;

import dev.undertone.event.shape.EventFields;
import dev.undertone.event.shape.StringValue;
import dev.undertone.tracing.TracingMode;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.StreamsConfig;

/** Our own keys: type, default, bounds and what each is for. */
final class KeyDefinitions {
    static final ConfigDef DEFINITION = new ConfigDef()
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
            .define(
                    INPUT_TOPIC,
                    Type.STRING,
                    "reviews",
                    TopicKeys.inputs(),
                    HIGH,
                    "The topic with the review events; several with commas, or a regular expression that whole names match,"
                            + " such as reviews[.].*: topics that match join while the scorer runs.")
            .define(
                    OUTPUT_TOPIC,
                    Type.STRING,
                    "scored-reviews",
                    TopicKeys.output(),
                    HIGH,
                    "The topic for the scored events; with {topic} in it, as in scored-{topic}, one for each input topic.")
            .define(
                    DEAD_LETTER_TOPIC,
                    Type.STRING,
                    "rejected-reviews",
                    TopicKeys.topic(),
                    HIGH,
                    "The topic for events that cannot be scored, as they came, with the reason in headers.")
            .define(TOPICS_CREATE, Type.BOOLEAN, true, MEDIUM, "Whether missing topics are created at the start.")
            .define(
                    INPUT_TEXT_FIELD,
                    Type.STRING,
                    "text",
                    field(),
                    MEDIUM,
                    "Where an event has the review's text: the name of a field or a JSON pointer (/data/text); several with | are the"
                            + " first that is there, with commas they are joined.")
            .define(
                    INPUT_ID_FIELD,
                    Type.STRING,
                    "id",
                    field(),
                    MEDIUM,
                    "Where an event has the review's id, likewise; what is joined has - between.")
            .define(
                    INPUT_STRING_AS,
                    Type.STRING,
                    Choice.text(StringValue.REJECT),
                    Choice.among(StringValue.class),
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
                    "Fields of the event to repeat in its scored event, by name or JSON pointer, with commas; * for all.")
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
                    EXPLAIN_WORDS,
                    Type.INT,
                    0,
                    ConfigDef.Range.between(0, 1000),
                    MEDIUM,
                    "How many of a review's words its scored event names under why, those that move the score most; 0 for none.")
            .define(
                    EXPLAIN_SENTENCES,
                    Type.BOOLEAN,
                    false,
                    MEDIUM,
                    "Whether a scored event says under sentences where each sentence of its review stands.")
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
            .define(
                    OTEL,
                    Type.STRING,
                    Choice.text(TracingMode.AUTO),
                    Choice.among(TracingMode.class),
                    LOW,
                    "Whether 'run' makes spans for OpenTelemetry: auto (where its Java agent is attached), on (else by an SDK, set up"
                            + " by the OTEL_ environment variables) or off.");

    static {
        HttpKeys.defineIn(DEFINITION);
        EventKeys.defineIn(DEFINITION);
        RegistryKeys.defineIn(DEFINITION);
        TrendsKeys.defineIn(DEFINITION);
    }

    private KeyDefinitions() {}

    /** The elements of a list that are not blank. */
    static List<String> texts(Object list) {
        return ((List<?>) list)
                .stream()
                        .map(element -> element.toString().strip())
                        .filter(element -> !element.isEmpty())
                        .toList();
    }

    /** Kafka's own range check lets NaN through. */
    static ConfigDef.Validator number(ConfigDef.Range range) {
        return ConfigDef.LambdaValidator.with(
                (key, value) -> {
                    if (value instanceof Double number && number.isNaN()) {
                        throw new ConfigException(key, value, "Value must be a number");
                    }
                    range.ensureValid(key, value);
                },
                range::toString);
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
                () -> "field, field|field or field,field");
    }

    private static ConfigDef.Validator text() {
        return new ConfigDef.NonEmptyString();
    }
}
