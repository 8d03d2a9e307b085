// SPDX-License-Identifier: Apache-2.0
package dev.undertone.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.config.ScorerConfig;
import dev.undertone.config.Settings;
import dev.undertone.registry.FakeRegistry;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScoreFormatsTest {
    @Test
    void shouldRegisterTheSchemaForEachTopicOfScores() {
        try (FakeRegistry registry = new FakeRegistry()) {
            // When
            ScoreFormats.of(ScorerConfig.of(Settings.gather(
                    Map.of(),
                    Optional.empty(),
                    Map.of(),
                    Map.of(
                            "input.topic",
                            "films,books",
                            "output.topic",
                            "scored-{topic}",
                            "output.format",
                            "avro",
                            "schema.registry.url",
                            registry.url()))));

            // Then
            assertThat(registry.registered("scored-films-value")).isNotNull();
            assertThat(registry.registered("scored-books-value").get("schema"))
                    .isEqualTo(registry.registered("scored-films-value").get("schema"));
        }
    }
}
