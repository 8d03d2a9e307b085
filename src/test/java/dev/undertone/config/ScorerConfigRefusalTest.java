// SPDX-License-Identifier: Apache-2.0
package dev.undertone.config;

import static dev.undertone.config.ScorerConfigTest.config;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.undertone.event.shape.OutputFormat;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Configurations that are refused, and how. */
class ScorerConfigRefusalTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "batch.max.size       | 0            | Value must be at least 1",
                "batch.max.size       | 16385        | Value must be no more than 16384",
                "batch.max.size       | many         | Not a number of type INT",
                "batch.max.tokens     | 0            | Value must be at least 1",
                "batch.max.tokens     | 1048577      | Value must be no more than 1048576",
                "batch.linger.ms      | -1           | Value must be at least 0",
                "batch.linger.ms      | 10001        | Value must be no more than 10000",
                "input.max.bytes      | 0            | Value must be at least 1",
                "input.max.bytes      | 67108865     | Value must be no more than 67108864",
                "input.min.known      | -0.1         | Value must be at least 0",
                "input.min.known      | 1.1          | Value must be no more than 1",
                "neutral.band         | -0.1         | Value must be at least 0",
                "neutral.band         | 1.0          | Value must be no more than 0.99",
                "neutral.band         | NaN          | Value must be a number",
                "threads              | 0            | Value must be at least 1",
                "threads              | 257          | Value must be no more than 256",
                "http.port            | -2           | Value must be at least -1",
                "http.port            | 65536        | Value must be no more than 65535",
                "topics.create        | perhaps      | Expected value to be either true or false",
                "processing.guarantee | exactly_once | String must be one of: exactly_once_v2, at_least_once"
            })
    void shouldRefuseAValueOutOfBounds(String key, String value, String rule) {
        assertThatThrownBy(() -> config(Map.of(key, value)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("Invalid value " + value + " for configuration " + key + ": " + rule);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hunter2", "hunter2 hunter2 hunter2", "hünter2hünter2hünter2"})
    void shouldRefuseAWeakTokenWithoutRepeatingIt(String token) {
        assertThatThrownBy(() -> config(Map.of("http.token", token)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("Invalid value [hidden] for configuration http.token: A token has at least 16 characters,"
                        + " ASCII without blanks");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bootstrap.servers",
                "application.id",
                "input.text.field",
                "input.id.field",
                "model.path",
                "http.host"
            })
    void shouldRefuseAnEmptyValueWhereTextIsNeeded(String key) {
        assertThatThrownBy(() -> config(Map.of(key, " ")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("Invalid value  for configuration " + key + ": String must be non-empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "my reviews", ".", "..", "a/b"})
    void shouldRefuseWhatIsNoNameOfATopicAndNameTheKey(String name) {
        assertThatThrownBy(() -> config(Map.of("input.topic", name)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("for configuration input.topic: The name of a topic has 1 to 249 letters");
    }

    @ParameterizedTest
    @CsvSource({
        "input.topic, scored-reviews, '[scored-reviews, scored-reviews, rejected-reviews]'",
        "output.topic, rejected-reviews, '[reviews, rejected-reviews, rejected-reviews]'",
        "errors.dead.letter.queue.topic.name, reviews, '[reviews, scored-reviews, reviews]'"
    })
    void shouldRefuseOneTopicForTwoPurposes(String key, String topic, String topics) {
        assertThatThrownBy(() -> config(Map.of(key, topic)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("the input, output and dead-letter topics must be three, not " + topics);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "batch.max.sise   | did you mean batch.max.size?",
                "batch.size       | did you mean batch.max.size?",
                "bootstrap.server | did you mean bootstrap.servers?",
                "thread           | did you mean threads?",
                "batch.maxTokens  | did you mean batch.max.tokens?",
                "security.protocol | keys for Kafka itself begin with kafka.",
                "kafka            | keys for Kafka itself begin with kafka."
            })
    void shouldSuggestTheNearestKeyForOneItDoesNotKnow(String key, String hint) {
        assertThatThrownBy(() -> config(Map.of(key, "8")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("unknown configuration key " + key + " (command line); " + hint);
    }

    @Test
    void shouldSayWhereAnUnknownKeyCameFrom() {
        // Given
        Settings settings = Settings.gather(Map.of(), Optional.empty(), Map.of("UNDERTONE_BATCH_SIZE", "8"), Map.of());

        // Then
        assertThatThrownBy(() -> ScorerConfig.of(settings))
                .hasMessage("unknown configuration key batch.size (environment); did you mean batch.max.size?");
    }

    @Test
    void shouldRefuseToCarryAllFieldsAndOneMore() {
        assertThatThrownBy(() -> config(Map.of("output.fields", "*,rating")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("'*' carries every field, so it stands alone, not in [*, rating]");
    }

    @Test
    void shouldRefuseAKafkaKeyThatHasAKeyOfItsOwn() {
        // When
        // Then
        assertThatThrownBy(() -> config(Map.of("kafka.bootstrap.servers", "elsewhere:9092")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("kafka.bootstrap.servers is not passed on to Kafka; set bootstrap.servers");
    }

    @Test
    void shouldRefuseTrendsOfScoresInAnotherFormatOnly() {
        Map<String, String> avro = Map.of("output.format", "avro", "schema.registry.url", "http://localhost:8081");
        Map<String, String> withTrends = new HashMap<>(avro);
        withTrends.put("trends.by", "productId");

        assertThat(config(avro).events().outputFormat()).isEqualTo(OutputFormat.AVRO);
        assertThatThrownBy(() -> config(withTrends))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("trends.by reads scores as plain JSON; set output.format=json");
    }
}
