// SPDX-License-Identifier: Apache-2.0
package dev.undertone.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.config.ScorerConfig;
import dev.undertone.config.Settings;
import dev.undertone.service.ValueDecoders;
import dev.undertone.testing.EventCase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Events as people have them, by the table of what must become of each; {@code EventCasesIT} sends them through
 * a service.
 */
class EventCasesTest {
    static List<EventCase> cases() {
        return EventCase.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldReadOrRejectAsTheTableSays(EventCase given) {
        // Given
        ScorerConfig config = ScorerConfig.of(Settings.gather(Map.of(), Optional.empty(), Map.of(), given.settings()));

        // When
        Decoded decoded = ValueDecoders.of(config).decoder().decode(given.value(), HeaderValues.NONE);

        // Then
        if (given.isReadable()) {
            assertThat(decoded).isInstanceOf(ReviewEvent.class);
        }
        if (given.outcome().equals("SCORED")) {
            String id = ((ReviewEvent) decoded).id().orElse("-");
            assertThat(id.replace("\ud83d", "\\ud83d")).isEqualTo(given.detail());
        }
        if (decoded instanceof Undecodable undecodable) {
            assertThat(undecodable.rejection().reason().name()).isEqualTo(given.outcome());
            assertThat(undecodable.rejection().detail()).isEqualTo(given.detail());
        }
    }

    @Test
    void shouldHaveEveryEventInTheTable() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src", "test", "resources", "cases"))) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.matches("[kt]\\d.*")))
                    .allMatch(name ->
                            cases().stream().anyMatch(given -> given.file().equals(name)));
        }
    }
}
