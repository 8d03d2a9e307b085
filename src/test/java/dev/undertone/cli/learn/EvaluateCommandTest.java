// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.undertone.cli.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class EvaluateCommandTest extends EvaluatesTinyModel {
    @Test
    void shouldPrintTheFiguresAsOneJsonObject() throws IOException {
        // When
        Cli.Result result = evaluate("--json");

        // Then
        assertThat(result.exitCode()).isZero();
        assertThat(result.err())
                .isEqualTo("reviews.tsv: labels read: 0 as negative; 1 as positive\n"
                        + "reviews.tsv: 2 texts have labels that differ\n");
        assertThat(result.lines()).hasSize(1);
        JsonNode figures = new ObjectMapper().readTree(result.out());
        assertThat(figures.fieldNames())
                .toIterable()
                .containsExactly(
                        "model",
                        "data",
                        "n",
                        "accuracy",
                        "accuracyLow",
                        "accuracyHigh",
                        "f1",
                        "ece",
                        "logLoss",
                        "confusion",
                        "balancedAccuracy",
                        "reliability",
                        "worstBins",
                        "neutralBands",
                        "lengths",
                        "bytes",
                        "reviewsPerCoreSecond");
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
        assertThat(result.out())
                .startsWith("""
                model tiny 1

                ### Accuracy

                | reviews     | n | accuracy | 95 % interval    | F1     | calibration error | log loss |
                |-------------|---|----------|------------------|--------|-------------------|----------|
                | reviews.tsv | 7 | 71.43 %  | 35.89 to 91.78 % | 0.6667 | 0.2141            | 0.6760   |

                |          | called positive | called negative |
                |----------|-----------------|-----------------|
                | positive | 2               | 1               |
                | negative | 1               | 3               |

                Balanced accuracy 70.83 %, 95 % interval 38.72 to 87.84 %.

                ### Calibration

                | confidence   | n | mean confidence | accuracy | difference |
                |--------------|---|-----------------|----------|------------|
                | 0.87 to 0.93 | 5 | 88.08 %         | 60.00 %  | -28.08     |
                | 0.93 to 1.00 | 2 | 95.26 %         | 100.00 % | +4.74      |

                Most of the calibration error comes from confidences 0.87 to 0.93, 0.93 to 1.00.

                ### With a neutral band

                | neutral.band | neutral | accuracy on the rest |
                |--------------|---------|----------------------|
                | 0.05         | 0.00 %  | 71.43 %              |
                | 0.10         | 0.00 %  | 71.43 %              |
                | 0.20         | 0.00 %  | 71.43 %              |
                | 0.30         | 0.00 %  | 71.43 %              |
                | 0.40         | 0.00 %  | 71.43 %              |

                ### By length

                | tokens | n | accuracy |
                |--------|---|----------|
                | 1 to 5 | 7 | 71.43 %  |

                ### Size and speed

                """)
                .contains("reviews a second and core")
                .doesNotContain("Behaviour");
    }

    @Test
    void shouldProbeBehaviourWithoutData() throws IOException {
        // When
        Cli.Result result = Cli.launch("evaluate", "--model", model.toString(), "--behaviour", "--json");

        // Then
        JsonNode behaviour = new ObjectMapper().readTree(result.out()).get("behaviour");
        assertThat(behaviour.get("n").asInt()).isGreaterThanOrEqualTo(700);
        assertThat(behaviour.get("passed").asInt())
                .isBetween(1, behaviour.get("n").asInt() - 1);
        assertThat(behaviour.has("failures")).isFalse();
    }

    @Test
    void shouldNameTheFailedCasesOfTheUsersOwnSuite() throws IOException {
        // Given
        Path suite = Files.writeString(
                folder.resolve("own.tsv"),
                "praise\tpositive\tgood\npraise\tpositive\tnot bad\nmore\tnot-less-positive\tgreat\tgood\nempty\tpositive\t...\n");

        // When
        Cli.Result result =
                Cli.launch("evaluate", "--model", model.toString(), "--behaviour", suite.toString(), "--failures");

        // Then
        assertThat(result.out()).contains("""
                | category | n | passed   |
                |----------|---|----------|
                | praise   | 2 | 50.00 %  |
                | more     | 1 | 100.00 % |
                | empty    | 1 | 0.00 %   |
                | all      | 4 | 50.00 %  |

                It fails more than one case in ten of: praise, empty.

                ### Cases that failed

                | category | expected | called   | score  | text    | partner | its score |
                |----------|----------|----------|--------|---------|---------|-----------|
                | praise   | positive | negative | -0.762 | not bad |         |           |
                | empty    | positive |          |        | ...     |         |           |
                """);
    }

    @Test
    void shouldSayWhatIsWrongWithASuite() throws IOException {
        // Given
        Path suite = Files.writeString(folder.resolve("own.tsv"), "# mine\npraise\tgood\tgreat\n");

        // When
        Cli.Result result = Cli.launch("evaluate", "--model", model.toString(), "--behaviour", suite.toString());

        // Then
        assertThat(result)
                .isEqualTo(new Cli.Result(
                        2,
                        "",
                        "undertone: line 2 of " + suite + " has the expectation 'good'; use one of positive, negative,"
                                + " neutral, same, not-less-positive\n"));
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
                        2,
                        "",
                        "reviews.tsv: labels read: 1 as positive\n"
                                + "undertone: none of the reviews holds a word, so there is nothing to evaluate\n"));
    }
}
