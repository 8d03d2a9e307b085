// SPDX-License-Identifier: Apache-2.0
package dev.undertone.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;

import dev.undertone.event.shape.EventFields;
import dev.undertone.event.shape.FieldPath;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;

/** The keys of trends: type, default, bounds and what each is for. */
final class TrendsKeys {
    private static final Duration SHORTEST_WINDOW = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(366);
    private static final int MOST_WINDOWS = 8;

    private TrendsKeys() {}

    static void defineIn(ConfigDef definition) {
        definition
                .define(
                        TrendsSettings.BY,
                        Type.LIST,
                        "",
                        fields(),
                        MEDIUM,
                        "Fields of the review, by name or JSON pointer, with commas, such as productId: 'run' then keeps the sentiment over time by their values,"
                                + " and their fields are repeated in scored events. Empty: no trends.")
                .define(
                        TrendsSettings.WINDOW,
                        Type.LIST,
                        "1h",
                        spans(SHORTEST_WINDOW),
                        MEDIUM,
                        "The lengths of the windows that trends count in, with commas: a number and s, m, h or d, such as 15m,1d.")
                .define(
                        TrendsSettings.GRACE,
                        Type.STRING,
                        "10m",
                        spans(Duration.ZERO),
                        MEDIUM,
                        "How long after its end, by the reviews' own time, a window still takes reviews that come late.")
                .define(
                        TrendsSettings.HISTORY,
                        Type.INT,
                        48,
                        ConfigDef.Range.between(2, 100_000),
                        MEDIUM,
                        "How many windows of each length are held in memory to be asked for; the topic keeps all.")
                .define(
                        TrendsSettings.MAX_ENTRIES,
                        Type.LONG,
                        250_000L,
                        ConfigDef.Range.between(1_000, 100_000_000),
                        MEDIUM,
                        "Bounds the memory of trends: most figures, of a key in a window each, that all instances hold together."
                                + " Beyond it the oldest windows go, and then keys that are new in a window are not counted.")
                .define(
                        TrendsSettings.MIN_REVIEWS,
                        Type.INT,
                        20,
                        ConfigDef.Range.between(2, 1_000_000),
                        LOW,
                        "How many reviews each of two windows needs before their means are compared.")
                .define(
                        TrendsSettings.SIGNIFICANCE,
                        Type.DOUBLE,
                        0.01,
                        KeyDefinitions.number(ConfigDef.Range.between(0, 0.5)),
                        LOW,
                        "The largest p-value (Welch's test, one-sided) with which a rise or a fall counts as one.")
                .define(
                        TrendsSettings.ALERT_DROP,
                        Type.DOUBLE,
                        0.2,
                        KeyDefinitions.number(ConfigDef.Range.between(0, 2)),
                        MEDIUM,
                        "By how much the mean score of a key has to fall from one window to the next, significantly, for an alert;"
                                + " 0 for no alerts.")
                .define(
                        TrendsSettings.TOPIC,
                        Type.STRING,
                        "sentiment-trends",
                        TopicKeys.topic(),
                        MEDIUM,
                        "The topic for the figures of trends.")
                .define(
                        TrendsSettings.ALERTS_TOPIC,
                        Type.STRING,
                        "sentiment-alerts",
                        TopicKeys.topic(),
                        MEDIUM,
                        "The topic for alerts.")
                .define(
                        ScorerConfig.APPLICATION_SERVER,
                        Type.STRING,
                        "",
                        server(),
                        LOW,
                        "HOST:PORT at which other instances reach this one's HTTP server, to answer queries of trends together;"
                                + " empty for http.host and http.port.");
    }

    static TrendsSettings settings(Map<String, Object> parsed) {
        return new TrendsSettings(
                KeyDefinitions.texts(parsed.get(TrendsSettings.BY)).stream()
                        .map(field -> FieldPath.parse(field).last())
                        .toList(),
                KeyDefinitions.texts(parsed.get(TrendsSettings.WINDOW)).stream()
                        .map(TimeSpan::parse)
                        .distinct()
                        .sorted()
                        .toList(),
                TimeSpan.parse((String) parsed.get(TrendsSettings.GRACE)),
                (Integer) parsed.get(TrendsSettings.HISTORY),
                (Long) parsed.get(TrendsSettings.MAX_ENTRIES),
                (Integer) parsed.get(TrendsSettings.MIN_REVIEWS),
                (Double) parsed.get(TrendsSettings.SIGNIFICANCE),
                (Double) parsed.get(TrendsSettings.ALERT_DROP),
                (String) parsed.get(TrendsSettings.TOPIC),
                (String) parsed.get(TrendsSettings.ALERTS_TOPIC));
    }

    /** The fields to repeat in scored events, with those that trends read there. */
    static List<String> withFieldsOfTrends(List<String> carried, Map<String, Object> parsed) {
        List<String> all = new ArrayList<>(carried);
        for (String field : KeyDefinitions.texts(parsed.get(TrendsSettings.BY))) {
            FieldPath path = FieldPath.parse(field);
            if (!carried.contains(EventFields.ALL)) {
                if (carried.stream()
                        .noneMatch(other -> FieldPath.parse(other).last().equals(path.last()))) {
                    all.add(field);
                }
            } else if (!path.isName()) {
                throw new IllegalArgumentException(
                        TrendsSettings.BY + " points into a field, and " + ScorerConfig.OUTPUT_FIELDS
                                + "=* repeats fields of the top level only; name the fields to repeat");
            }
        }
        return all;
    }

    private static ConfigDef.Validator fields() {
        return ConfigDef.LambdaValidator.with(
                (key, value) -> {
                    List<String> fields = KeyDefinitions.texts(value);
                    if (fields.stream().anyMatch(field -> field.equals("*") || field.indexOf('\0') >= 0)) {
                        throw new ConfigException(
                                key, value, "Trends are kept by fields that are named, such as productId");
                    }
                    try {
                        if (fields.stream()
                                        .map(field -> FieldPath.parse(field).last())
                                        .distinct()
                                        .count()
                                < fields.size()) {
                            throw new ConfigException(key, value, "Two fields have the same name in scored events");
                        }
                    } catch (IllegalArgumentException e) {
                        throw new ConfigException(key, value, e.getMessage());
                    }
                },
                () -> "fields");
    }

    private static ConfigDef.Validator spans(Duration shortest) {
        return ConfigDef.LambdaValidator.with(
                (key, value) -> {
                    List<String> spans =
                            value instanceof List<?> ? KeyDefinitions.texts(value) : List.of(String.valueOf(value));
                    if (spans.isEmpty() || spans.size() > MOST_WINDOWS) {
                        throw new ConfigException(key, value, "There must be 1 to " + MOST_WINDOWS + " of them");
                    }
                    for (String span : spans) {
                        try {
                            Duration length = TimeSpan.parse(span);
                            if (length.compareTo(shortest) < 0 || length.compareTo(LONGEST) > 0) {
                                throw new ConfigException(
                                        key,
                                        value,
                                        "Each must be between " + TimeSpan.text(shortest) + " and "
                                                + TimeSpan.text(LONGEST));
                            }
                        } catch (IllegalArgumentException e) {
                            throw new ConfigException(key, value, e.getMessage());
                        }
                    }
                },
                () -> TimeSpan.text(shortest) + " to " + TimeSpan.text(LONGEST));
    }

    private static ConfigDef.Validator server() {
        return ConfigDef.LambdaValidator.with(
                (key, value) -> {
                    String server = String.valueOf(value);
                    if (!server.isEmpty() && !server.matches("(\\[[0-9a-fA-F:.]+]|[^\\s:/@]+):\\d{1,5}")) {
                        throw new ConfigException(key, value, "It is written HOST:PORT");
                    }
                },
                () -> "HOST:PORT");
    }
}
