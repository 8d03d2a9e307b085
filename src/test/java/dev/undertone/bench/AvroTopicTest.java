// SPDX-License-Identifier: Apache-2.0
package dev.undertone.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.config.ScorerConfig;
import dev.undertone.config.Settings;
import dev.undertone.event.HeaderValues;
import dev.undertone.event.ReviewEvent;
import dev.undertone.event.ValueDecoder;
import dev.undertone.registry.RegistryClient;
import dev.undertone.service.ValueDecoders;
import dev.undertone.testing.Records;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AvroTopicTest {
    @Test
    void shouldHoldTheSameReviewsAndTakeTheSchemaOfScores() throws IOException {
        try (AvroTopic topic = AvroTopic.open()) {
            // Given
            ScorerConfig config =
                    ScorerConfig.of(Settings.gather(Map.of(), Optional.empty(), Map.of(), topic.settings()));
            ValueDecoder decoder = ValueDecoders.of(config).decoder();
            List<byte[]> events = List.of(
                    Records.bytes("{\"id\":\"a\",\"text\":\"good\"}"), Records.bytes("{\"text\":\"b\\u00e4d\"}"));

            // When
            List<Object> read = new ArrayList<>();
            topic.of(events).forEach(value -> read.add(decoder.decode(value, HeaderValues.NONE)));

            // Then
            assertThat(read)
                    .containsExactly(
                            new ReviewEvent(Optional.of("a"), "good", Map.of()),
                            new ReviewEvent(Optional.empty(), "bäd", Map.of()));
            RegistryClient registry =
                    new RegistryClient(config.events().registry().access().orElseThrow());
            assertThat(registry.register("scores-value", "AVRO", "{}")).isEqualTo(2);
        }
    }
}
