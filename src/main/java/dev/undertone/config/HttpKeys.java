// SPDX-License-Identifier: Apache-2.0
package dev.undertone.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;

import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;

/** The keys of what is served over HTTP. */
final class HttpKeys {
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7E]{16,}");

    private HttpKeys() {}

    static void defineIn(ConfigDef definition) {
        definition
                .define(
                        ScorerConfig.HTTP_HOST,
                        Type.STRING,
                        "127.0.0.1",
                        new ConfigDef.NonEmptyString(),
                        LOW,
                        "The address that serves metrics, health, the page and POST /score; one that other machines reach serves the"
                                + " last two with http.token only.")
                .define(
                        ScorerConfig.HTTP_PORT,
                        Type.INT,
                        8080,
                        ConfigDef.Range.between(-1, 65_535),
                        LOW,
                        "Its port; 0 for any free one, -1 to serve nothing.")
                .define(
                        ScorerConfig.HTTP_PAGE,
                        Type.BOOLEAN,
                        true,
                        LOW,
                        "Whether the page that shows reviews as they are scored is served.")
                .define(
                        ScorerConfig.HTTP_SCORE_WAITING,
                        Type.INT,
                        10_000,
                        ConfigDef.Range.between(0, 1_000_000),
                        LOW,
                        "Most texts that wait for POST /score at a time; beyond, it answers 503. 0 serves no such endpoint.")
                .define(
                        ScorerConfig.HTTP_TOKEN,
                        Type.STRING,
                        "",
                        token(),
                        MEDIUM,
                        "The bearer token that the page, POST /score and POST /model/reload then ask for; empty for none.");
    }

    /** Kafka's own exceptions repeat the value. */
    private static ConfigDef.Validator token() {
        return ConfigDef.LambdaValidator.with(
                (key, value) -> {
                    String token = (String) value;
                    if (!token.isEmpty() && !TOKEN.matcher(token).matches()) {
                        throw new ConfigException(
                                key, "[hidden]", "A token has at least 16 characters, ASCII without blanks");
                    }
                },
                () -> "at least 16 characters, ASCII without blanks");
    }
}
