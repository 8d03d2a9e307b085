// SPDX-License-Identifier: Apache-2.0
package dev.undertone.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.config.ScorerConfig;
import dev.undertone.config.Settings;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamsPropertiesTest {
    @Test
    void shouldStartKafkaStreamsWithOurKeys() {
        // Given
        Map<String, String> given = Map.of(
                "bootstrap.servers", "a:1",
                "application.id", "app",
                "threads", "3",
                "batch.linger.ms", "40",
                "processing.guarantee", "at_least_once",
                "kafka.security.protocol", "SSL");

        // When
        Map<String, Object> properties = StreamsProperties.of(config(given));

        // Then
        assertThat(properties)
                .containsEntry("bootstrap.servers", "a:1")
                .containsEntry("application.id", "app")
                .containsEntry("num.stream.threads", 3)
                .containsEntry("processing.guarantee", "at_least_once")
                .containsEntry("poll.ms", 20L)
                .containsEntry("security.protocol", "SSL");
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "2, 1", "20, 10", "200, 100", "10000, 100"})
    void shouldPollOftenEnoughToEndALingerInTime(String linger, long poll) {
        // When
        Map<String, Object> properties = StreamsProperties.of(config(Map.of("batch.linger.ms", linger)));

        // Then
        assertThat(properties).containsEntry("poll.ms", poll);
    }

    @Test
    void shouldMissADeadScorerSoonUnlessTheBrokersDecide() {
        assertThat(StreamsProperties.of(config(Map.of()))).containsEntry("session.timeout.ms", 10_000);
        assertThat(StreamsProperties.of(config(Map.of("kafka.session.timeout.ms", "45000"))))
                .containsEntry("session.timeout.ms", "45000");
        assertThat(StreamsProperties.of(config(Map.of("kafka.group.protocol", "streams"))))
                .doesNotContainKey("session.timeout.ms");
    }

    @Test
    void shouldNotWaitLongForABrokerThatStandsStill() {
        assertThat(StreamsProperties.of(config(Map.of()))).containsEntry("request.timeout.ms", 4_000);
        assertThat(StreamsProperties.of(config(Map.of("kafka.request.timeout.ms", "30000"))))
                .containsEntry("request.timeout.ms", "30000");
    }

    @Test
    void shouldLetKafkasOwnKeysWin() {
        // Given
        Map<String, String> given = Map.of(
                "kafka.commit.interval.ms", "5000",
                "kafka.producer.linger.ms", "50");

        // When
        Map<String, Object> properties = StreamsProperties.of(config(given));

        // Then
        assertThat(properties)
                .containsEntry("commit.interval.ms", "5000")
                .containsEntry("producer.linger.ms", "50")
                .containsEntry("application.id", "undertone")
                .containsEntry("bootstrap.servers", "localhost:9092");
    }

    private static ScorerConfig config(Map<String, String> commandLine) {
        return ScorerConfig.of(Settings.gather(Map.of(), Optional.empty(), Map.of(), commandLine));
    }
}
