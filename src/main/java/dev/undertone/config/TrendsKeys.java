// SPDX-License-Identifier: Apache-2.0
package dev.undertone.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;

import java.time.Duration;
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

    static ConfigDef addTo(ConfigDef definition) {
        return definition
                .define(
                        ScorerConfig.TRENDS_BY,
                        Type.LIST,
                        "",
                        fields(),
                        MEDIUM,
                        "Fields of the review, with commas, such as productId: 'run' then keeps the sentiment over time by their values,"
                                + " and their fields are repeated in scored events. Empty: no trends.")
                .define(
                        ScorerConfig.TRENDS_WINDOW,
                        Type.LIST,
                        "1h",
                        spans(SHORTEST_WINDOW),
                        MEDIUM,
                        "The lengths of the windows that trends count in, with commas: a number and s, m, h or d, such as 15m,1d.")
                .define(
                        ScorerConfig.TRENDS_GRACE,
                        Type.STRING,
                        "10m",
                        spans(Duration.ZERO),
                        MEDIUM,
                        "How long after its end, by the reviews' own time, a window still takes reviews that come late.")
                .define(
                        ScorerConfig.TRENDS_HISTORY,
                        Type.INT,
                        48,
                        ConfigDef.Range.between(2, 100_000),
                        MEDIUM,
                        "How many windows of each length are held in memory to be asked for; the topic keeps all.")
                .define(
                        ScorerConfig.TRENDS_MAX_ENTRIES,
                        Type.LONG,
                        250_000L,
                        ConfigDef.Range.between(1_000, 100_000_000),
                        MEDIUM,
                        "Bounds the memory of trends: most figures, of a key in a window each, that all instances hold together."
                                + " Beyond it the oldest windows go, and then keys that are new in a window are not counted.")
                .define(
                        ScorerConfig.TRENDS_MIN_REVIEWS,
                        Type.INT,
                        20,
                        ConfigDef.Range.between(2, 1_000_000),
                        LOW,
                        "How many reviews each of two windows needs before their means are compared.")
                .define(
                        ScorerConfig.TRENDS_SIGNIFICANCE,
                        Type.DOUBLE,
                        0.01,
                        ConfigDef.Range.between(0, 0.5),
                        LOW,
                        "The largest p-value (Welch's test, one-sided) with which a rise or a fall counts as one.")
                .define(
                        ScorerConfig.TRENDS_ALERT_DROP,
                        Type.DOUBLE,
                        0.2,
                        ConfigDef.Range.between(0, 2),
                        MEDIUM,
                        "By how much the mean score of a key has to fall from one window to the next, significantly, for an alert;"
                                + " 0 for no alerts.")
                .define(
                        ScorerConfig.TRENDS_TOPIC,
                        Type.STRING,
                        "sentiment-trends",
                        KeyDefinitions.topic(),
                        MEDIUM,
                        "The topic for the figures of trends.")
                .define(
                        ScorerConfig.TRENDS_ALERTS_TOPIC,
                        Type.STRING,
                        "sentiment-alerts",
                        KeyDefinitions.topic(),
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
                texts(parsed.get(ScorerConfig.TRENDS_BY)),
                texts(parsed.get(ScorerConfig.TRENDS_WINDOW)).stream()
                        .map(TimeSpan::parse)
                        .distinct()
                        .sorted()
                        .toList(),
                TimeSpan.parse((String) parsed.get(ScorerConfig.TRENDS_GRACE)),
                (Integer) parsed.get(ScorerConfig.TRENDS_HISTORY),
                (Long) parsed.get(ScorerConfig.TRENDS_MAX_ENTRIES),
                (Integer) parsed.get(ScorerConfig.TRENDS_MIN_REVIEWS),
                (Double) parsed.get(ScorerConfig.TRENDS_SIGNIFICANCE),
                (Double) parsed.get(ScorerConfig.TRENDS_ALERT_DROP),
                (String) parsed.get(ScorerConfig.TRENDS_TOPIC),
                (String) parsed.get(ScorerConfig.TRENDS_ALERTS_TOPIC));
    }

    /** The elements of a list that are not blank. */
    static List<String> texts(Object list) {
        return ((List<?>) list)
                .stream()
                        .map(element -> element.toString().strip())
                        .filter(element -> !element.isEmpty())
                        .toList();
    }

    private static ConfigDef.Validator fields() {
        return ConfigDef.LambdaValidator.with(
                (key, value) -> {
                    List<String> fields = texts(value);
                    if (fields.stream().anyMatch(field -> field.equals("*") || field.indexOf('\0') >= 0)) {
                        throw new ConfigException(
                                key, value, "Trends are kept by fields that are named, such as productId");
                    }
                    if (fields.stream().distinct().count() < fields.size()) {
                        throw new ConfigException(key, value, "A field stands twice");
                    }
                },
                () -> "names of fields");
    }

    private static ConfigDef.Validator spans(Duration shortest) {
        return ConfigDef.LambdaValidator.with(
                (key, value) -> {
                    List<String> spans = value instanceof List<?> ? texts(value) : List.of(String.valueOf(value));
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
