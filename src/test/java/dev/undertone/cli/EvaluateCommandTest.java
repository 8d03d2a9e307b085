// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.undertone.testing.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateCommandTest {
    @TempDir
    private Path folder;

    private Path model;
    private Path data;

    @BeforeEach
    void writeModelAndReviews() throws IOException {
        model = TinyModel.writeTo(folder.resolve("model"));
        data = Files.writeString(
                folder.resolve("reviews.tsv"),
                "1\tgood\n1\tgreat\n1\tbad\n0\tawful\n0\tbad\n0\tgood\n0\tbad\n1\t...\n");
    }

    @Test
    void shouldPrintTheFiguresAsOneJsonObject() throws IOException {
        // When
        Cli.Result result = evaluate("--json");

        // Then
        assertThat(result.exitCode()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.lines()).hasSize(1);
        JsonNode figures = new ObjectMapper().readTree(result.out());
        assertThat(figures.fieldNames())
                .toIterable()
                .containsExactly(
                        "data",
                        "model",
                        "n",
                        "accuracy",
                        "accuracyLow",
                        "accuracyHigh",
                        "f1",
                        "ece",
                        "logLoss",
                        "confusion");
        assertThat(figures.get("data").asText()).isEqualTo("reviews.tsv");
        assertThat(figures.get("model").toString()).isEqualTo("{\"name\":\"tiny\",\"version\":\"1\"}");
        // The last review has no word, so it counts for nothing.
        assertThat(figures.get("n").asInt()).isEqualTo(7);
        assertThat(figures.get("accuracy").asDouble()).isEqualTo(5 / 7.0);
        assertThat(figures.get("f1").asDouble()).isEqualTo(4 / 6.0);
        assertThat(figures.get("confusion").toString())
                .isEqualTo("{\"truePositive\":2,\"falsePositive\":1,\"trueNegative\":3,\"falseNegative\":1}");
        double sure = 1 / (1 + Math.exp(-3));
        double lessSure = 1 / (1 + Math.exp(-2));
        // Two reviews of confidence 0.95, both right; five of 0.88, three right.
        assertThat(figures.get("ece").asDouble()).isEqualTo((2 * (1 - sure) + (5 * lessSure - 3)) / 7, within(1e-6));
    }

    @Test
    void shouldPrintTheFiguresForAPerson() {
        // When
        Cli.Result result = evaluate();

        // Then
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).isEqualTo("""
                model      tiny 1
                data       reviews.tsv, 7 reviews
                accuracy   71.43 %   (95 % interval 35.89 to 91.78)
                F1         0.6667
                ECE        0.2141
                log loss   0.6760

                            called positive  called negative
                positive                  2                1
                negative                  1                3
                """);
    }

    @Test
    void shouldUseTheFirstReviewsOnlyWhereALimitSaysSo() throws IOException {
        // When
        Cli.Result result = evaluate("--limit", "2", "--json");

        // Then
        JsonNode figures = new ObjectMapper().readTree(result.out());
        assertThat(figures.get("confusion").toString())
                .isEqualTo("{\"truePositive\":2,\"falsePositive\":0,\"trueNegative\":0,\"falseNegative\":0}");
    }

    @Test
    void shouldUseTheTestPartOfAFolder() throws IOException {
        // Given
        for (String part : new String[] {"train/pos", "train/neg", "test/pos", "test/neg"}) {
            Files.createDirectories(folder.resolve("acl").resolve(part));
        }
        Files.writeString(folder.resolve("acl/train/pos/0_9.txt"), "bad");
        Files.writeString(folder.resolve("acl/test/pos/0_9.txt"), "good");
        Files.writeString(folder.resolve("acl/test/neg/0_1.txt"), "bad");

        // When
        Cli.Result result = Cli.launch(
                "evaluate",
                "--model",
                model.toString(),
                "--data",
                folder.resolve("acl").toString(),
                "--json");

        // Then
        assertThat(result.out()).contains("\"n\":2,\"accuracy\":1.0,");
    }

    @Test
    void shouldSayThatNothingCanBeEvaluated() throws IOException {
        // Given
        Files.writeString(data, "1\t...\n");

        // When
        Cli.Result result = evaluate();

        // Then
        assertThat(result)
                .isEqualTo(new Cli.Result(
                        2, "", "undertone: none of the reviews holds a word, so there is nothing to evaluate\n"));
    }

    private Cli.Result evaluate(String... options) {
        String[] arguments = new String[options.length + 5];
        System.arraycopy(
                new String[] {"evaluate", "--model", model.toString(), "--data", data.toString()}, 0, arguments, 0, 5);
        System.arraycopy(options, 0, arguments, 5, options.length);
        return Cli.launch(arguments);
    }
}
