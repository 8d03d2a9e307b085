// SPDX-License-Identifier: Apache-2.0
package dev.undertone.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.undertone.testing.Distribution;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a newcomer types first. */
class QuickStartIT {
    @Test
    void shouldShowAScoreForEverySampleReview() throws IOException {
        // Given
        long samples;
        try (Stream<String> lines = Files.lines(Distribution.HOME.resolve("samples/reviews.jsonl"))) {
            samples = lines.count();
        }

        // When
        Distribution.Result demo = Distribution.run("demo");

        // Then
        assertThat(demo.exitCode()).as(demo.err()).isZero();
        assertThat(demo.took()).isLessThan(Duration.ofSeconds(60));
        assertThat(samples).isGreaterThanOrEqualTo(200);
        assertThat(demo.lines()).last().isEqualTo(samples + " published, " + (samples - 6) + " scored, 6 rejected");
        assertThat(demo.lines()).filteredOn(line -> line.startsWith("r-")).hasSize((int) samples - 6);
    }

    @Test
    void shouldAnswerEachLineWithAScoredEvent() throws IOException {
        // Given
        byte[] input = "A wonderful film\n\nDreadful from start to end\n".getBytes(StandardCharsets.UTF_8);

        // When
        Distribution.Result scored = Distribution.runWithInput(input, "score", "--json");

        // Then
        assertThat(scored.exitCode()).as(scored.err()).isZero();
        List<String> lines = scored.lines();
        assertThat(lines).hasSize(3);
        JsonNode first = new ObjectMapper().readTree(lines.get(0));
        assertThat(first.get("label").asText()).isEqualTo("positive");
        assertThat(first.fieldNames())
                .toIterable()
                .containsExactly(
                        "id",
                        "label",
                        "score",
                        "probability",
                        "confidence",
                        "probabilities",
                        "tokens",
                        "known",
                        "truncated",
                        "model",
                        "scoredAt");
        assertThat(new ObjectMapper().readTree(lines.get(1)).get("rejected").asText())
                .isEqualTo("EMPTY_TEXT");
        assertThat(new ObjectMapper().readTree(lines.get(2)).get("label").asText())
                .isEqualTo("negative");
    }

    @Test
    void shouldKeepTheBrokerAndLibtorchOutOfTheProductionLibraries() throws IOException {
        // When
        List<String> libraries;
        try (Stream<Path> files = Files.list(Distribution.HOME.resolve("lib"))) {
            libraries = files.map(file -> file.getFileName().toString()).toList();
        }

        // Then
        assertThat(libraries)
                .anyMatch(name -> name.startsWith("kafka-streams-"))
                .noneMatch(name -> name.startsWith("kafka_") || name.startsWith("kafka-server"))
                .noneMatch(
                        name -> name.startsWith("pytorch") || name.startsWith("openblas") || name.startsWith("scala"));
    }
}
