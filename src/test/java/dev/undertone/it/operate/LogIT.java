// SPDX-License-Identifier: Apache-2.0
package dev.undertone.it.operate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.undertone.testing.Deployment;
import dev.undertone.testing.Distribution;
import dev.undertone.testing.TinyModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the scorer logs, and what it never does. */
class LogIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Stands in every review. */
    private static final String WORD = "xyzzyquux";

    private static final List<String> GOOD = List.of("{\"id\":\"a\",\"text\":\"a good " + WORD + "\"}");
    private static final List<String> BAD = List.of(
            "{\"text\":\"" + WORD + " half a",
            WORD,
            "[\"" + WORD + "\"]",
            "{\"title\":\"" + WORD + "\"}",
            "{\"text\":\"a cursed " + WORD + "\"}");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"text", "json"})
    void shouldHoldNoTextOfAReviewAtAnyLevelAboveTrace(String format) throws Exception {
        // Given
        Path logback = Files.writeString(folder.resolve("logback.xml"), """
                <configuration>
                  <appender name="STDERR" class="ch.qos.logback.core.ConsoleAppender">
                    <target>System.err</target>
                    <encoder><pattern>%level %logger{0} - %msg %kvp%n%ex</pattern></encoder>
                  </appender>
                  <root level="DEBUG"><appender-ref ref="STDERR"/></root>
                </configuration>
                """);

        // When
        String log = logOfARun("-Dlogback.configurationFile=" + logback, format);

        // Then
        assertThat(log.contains("DEBUG") && log.contains("A review was rejected as MODEL_FAILURE"))
                .isTrue();
        assertThat(log.contains(WORD)).isFalse();
    }

    @Test
    void shouldBeOneJsonObjectALineWithTheLifecycleAndEachReasonOnce() throws Exception {
        // When
        String log = logOfARun("", "json");

        // Then
        List<JsonNode> lines = new ArrayList<>();
        for (String line : log.lines().toList()) {
            lines.add(JSON.readTree(line));
        }
        assertThat(lines)
                .extracting(line -> line.get("level").asText() + " "
                        + line.get("formattedMessage").asText())
                .filteredOn(line -> !line.contains("Created a topic"))
                .containsExactly(
                        "INFO Starting",
                        "INFO Loaded the model",
                        "INFO Ready",
                        "WARN A review was rejected as UNREADABLE",
                        "WARN A review was rejected as MISSING_TEXT",
                        "WARN A review was rejected as MODEL_FAILURE",
                        "INFO Stopping",
                        "INFO Stopped");
        assertThat(lines.get(0).get("kvpList").toString()).contains("\"application.id\"");
    }

    private String logOfARun(String javaOptions, String format) throws IOException {
        Path model = TinyModel.writeTo(folder.resolve("model"), List.of("cursed"));
        try (Deployment deployment = new Deployment("model.path=" + model, "log.format=" + format)) {
            List<String> arguments = new ArrayList<>(List.of("run"));
            deployment.settings().forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
            try (Distribution.Running scorer = Distribution.startWith(
                    Map.of("UNDERTONE_JAVA_OPTIONS", javaOptions), arguments.toArray(String[]::new))) {
                Awaitility.await("the scorer's start")
                        .atMost(Duration.ofSeconds(60))
                        .failFast("the scorer ended", () -> !scorer.process().isAlive())
                        .until(() -> scorer.err().contains("Ready"));
                List<String> values = new ArrayList<>(BAD);
                values.addAll(GOOD);
                deployment.publish(values.stream()
                        .map(value -> value.getBytes(StandardCharsets.UTF_8))
                        .toList());
                assertThat(Deployment.read(deployment.output, GOOD.size())).hasSize(GOOD.size());
                assertThat(Deployment.read(deployment.deadLetters, BAD.size())).hasSize(BAD.size());
                assertThat(scorer.terminate()).isZero();
                return scorer.err();
            }
        }
    }
}
