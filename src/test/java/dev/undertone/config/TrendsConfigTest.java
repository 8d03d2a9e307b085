// SPDX-License-Identifier: Apache-2.0
package dev.undertone.config;

import static dev.undertone.config.ScorerConfigTest.config;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrendsConfigTest {
    @Test
    void shouldHaveNoTrendsUnlessAFieldIsNamed() {
        assertThat(config(Map.of()).trends().isOn()).isFalse();
        assertThat(config(Map.of()).eventFields().carried()).isEmpty();
        assertThat(config(Map.of("trends.by", "productId")).trends().isOn()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "productId       |                  | productId               | productId",
                "productId       | rating           | rating,productId        | productId",
                "productId, shop | shop,rating      | shop,rating,productId   | productId,shop",
                "productId       | *                | *                       | productId",
                "/product/id     |                  | /product/id             | id",
                "id              | /product/id      | /product/id             | id",
                "/product/id     | id               | id                      | id"
            })
    void shouldCarryTheFieldsThatTrendsRead(String by, String fields, String carried, String read) {
        // When
        ScorerConfig config = config(Map.of("trends.by", by, "output.fields", fields == null ? "" : fields));

        // Then
        assertThat(String.join(",", config.eventFields().carried())).isEqualTo(carried);
        assertThat(String.join(",", config.trends().by())).isEqualTo(read);
    }

    @Test
    void shouldReadSeveralLengthsOfWindows() {
        assertThat(config(Map.of("trends.window", "1d, 15m,60m,1h")).trends().windows())
                .containsExactly(Duration.ofMinutes(15), Duration.ofHours(1), Duration.ofDays(1));
    }

    @ParameterizedTest
    @CsvSource({"90,90s", "60,1m", "5400,90m", "3600,1h", "86400,1d", "90000,25h", "0,0s"})
    void shouldWriteALengthInItsLargestUnit(long seconds, String text) {
        assertThat(TimeSpan.text(Duration.ofSeconds(seconds))).isEqualTo(text);
        assertThat(TimeSpan.parse(text)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "trends.by           | *              | Trends are kept by fields that are named, such as productId",
                "trends.by           | a,/b/a         | Two fields have the same name in scored events",
                "trends.window       | 1 hour         | A length of time is a number and one of s, m, h and d, such as 15m",
                "trends.window       | 0s             | Each must be between 1s and 366d",
                "trends.window       | 367d           | Each must be between 1s and 366d",
                "trends.window       | ''             | There must be 1 to 8 of them",
                "trends.grace        | 1w             | A length of time is a number and one of s, m, h and d, such as 15m",
                "trends.history      | 1              | Value must be at least 2",
                "trends.max.entries  | 999            | Value must be at least 1000",
                "trends.min.reviews  | 1              | Value must be at least 2",
                "trends.significance | 0.6            | Value must be no more than 0.5",
                "trends.significance | NaN            | Value must be a number",
                "trends.alert.drop   | -0.1           | Value must be at least 0",
                "trends.topic        | a b            | The name of a topic has",
                "application.server  | localhost      | It is written HOST:PORT",
                "application.server  | user@host:8080 | It is written HOST:PORT"
            })
    void shouldRefuseWhatCannotBeMeant(String key, String value, String reason) {
        assertThatThrownBy(() -> config(Map.of(key, value)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("for configuration " + key)
                .hasMessageContaining(reason);
    }

    @Test
    void shouldRefuseOneTopicForTwoThings() {
        assertThatThrownBy(() -> config(Map.of("trends.by", "productId", "trends.topic", "reviews")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("must be five");
    }

    @Test
    void shouldRefuseAPlaceInAFieldBesideAllFields() {
        assertThatThrownBy(() -> config(Map.of("trends.by", "/product/id", "output.fields", "*")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("name the fields to repeat");
    }

    @Test
    void shouldRefuseKafkasOwnNameOfTheServer() {
        assertThatThrownBy(() -> config(Map.of("kafka.application.server", "a:1")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("kafka.application.server is not passed on to Kafka; set application.server");
    }
}
