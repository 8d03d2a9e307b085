// SPDX-License-Identifier: Apache-2.0
package dev.undertone.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.undertone.testing.Deployment;
import dev.undertone.testing.TestBroker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A client that is not ours, nor Java: kcat, on librdkafka. */
class KcatIT {
    @BeforeAll
    static void requireKcat() throws InterruptedException {
        try {
            new ProcessBuilder("kcat", "-V").start().waitFor();
        } catch (IOException e) {
            String reason = "Skipped KcatIT: there is no kcat on this machine (Debian's package kcat has it)";
            System.out.println(reason);
            abort(reason);
        }
    }

    @Test
    void shouldScoreWhatKcatPublishesAndLetItReadTheScores() throws Exception {
        try (Deployment deployment = new Deployment().start()) {
            // Given
            List<String> reviews = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                reviews.add("key-" + i + "|{\"id\":\"k" + i + "\",\"text\":\"A wonderful evening, number " + i + "\"}");
            }

            // When
            kcat(String.join("\n", reviews) + "\n", "-P", "-t", deployment.input, "-K", "|", "-H", "source=kcat");
            Deployment.read(deployment.output, reviews.size());
            List<String> scores = kcat(
                    "",
                    "-C",
                    "-t",
                    deployment.output,
                    "-e",
                    "-q",
                    "-X",
                    "isolation.level=read_committed",
                    "-f",
                    "%k %h %s\n");

            // Then
            assertThat(scores).hasSize(reviews.size());
            ObjectMapper json = new ObjectMapper();
            for (String score : scores) {
                String[] parts = score.split(" ", 3);
                assertThat(parts[1]).isEqualTo("source=kcat");
                assertThat("key-" + json.readTree(parts[2]).get("id").asText().substring(1))
                        .isEqualTo(parts[0]);
                assertThat(json.readTree(parts[2]).get("label").asText()).isEqualTo("positive");
            }
        }
    }

    private static List<String> kcat(String input, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("kcat", "-b", TestBroker.bootstrapServers()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        return output.lines().toList();
    }
}
