// SPDX-License-Identifier: Apache-2.0
package dev.undertone.it.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.undertone.testing.Deployment;
import dev.undertone.testing.Distribution;
import dev.undertone.testing.TestBroker;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ten thousand reviews of the official IMDB test set through the broker: the stream is as right as the model. Needs the
 * data, named with {@code -Dimdb.test=…/test.tsv.gz}.
 */
class ImdbIT {
    private static final int REVIEWS = 10_000;

    @TempDir
    private Path folder;

    @BeforeAll
    static void requireData() {
        if (System.getProperty("imdb.test", "").isEmpty()) {
            String reason = "Skipped ImdbIT: no IMDB test set (name one with -Dimdb.test=FILE.tsv.gz)";
            System.out.println(reason);
            abort(reason);
        }
    }

    @Test
    void shouldBeAsAccurateThroughTheBrokerAsEvaluateSays() throws IOException {
        try (Deployment deployment = new Deployment("output.fields=label").start()) {
            // Given
            Path reviews = sample();
            JsonNode evaluated = new ObjectMapper()
                    .readTree(Distribution.run("evaluate", "--data", reviews.toString(), "--json")
                            .out());

            // When
            Distribution.Result published = Distribution.run(
                    "publish",
                    reviews.toString(),
                    "--bootstrap-servers",
                    TestBroker.bootstrapServers(),
                    "--topic",
                    deployment.input);
            Distribution.Result consumed = Distribution.run(
                    "consume",
                    "--bootstrap-servers",
                    TestBroker.bootstrapServers(),
                    "--topic",
                    deployment.output,
                    "--from-beginning",
                    "--limit",
                    Integer.toString(REVIEWS));

            // Then
            assertThat(published.exitCode()).as(published.err()).isZero();
            Set<String> ids = new HashSet<>();
            int right = 0;
            for (String line : consumed.lines()) {
                JsonNode event = new ObjectMapper().readTree(line);
                ids.add(event.get("id").asText());
                // A review that is called neutral leans to a side all the same, and evaluate measures that.
                String side = event.get("probability").asDouble() >= 0.5 ? "positive" : "negative";
                right += side.equals(event.at("/review/label").asText()) ? 1 : 0;
            }
            assertThat(consumed.lines()).hasSize(REVIEWS);
            assertThat(ids).hasSize(REVIEWS);
            assertThat((double) right / REVIEWS)
                    .isEqualTo(evaluated.get("accuracy").asDouble());
            assertThat(Deployment.read(deployment.output, REVIEWS)).hasSize(REVIEWS);
        }
    }

    /** The set comes sorted by label: a random part of it has both. */
    private Path sample() throws IOException {
        List<String> lines = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(Path.of(System.getProperty("imdb.test")))),
                StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
            }
        }
        Collections.shuffle(lines, new Random(1));
        Path file = folder.resolve("sample.tsv");
        try (PrintWriter writer = new PrintWriter(Files.newBufferedWriter(file))) {
            lines.subList(0, REVIEWS).forEach(line -> writer.print(line + "\n"));
        }
        return file;
    }
}
