// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.undertone.cli.Cli;
import dev.undertone.testing.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** What evaluate says of neutral. */
class EvaluateNeutralTest extends EvaluatesTinyModel {

    @Test
    void shouldCompareALearnedNeutralWithTheBestBandOfTheSameNetwork() throws IOException {
        // Given
        model = TinyModel.writeWithNeutralTo(folder.resolve("neutral"));
        Files.writeString(data, "positive\tgood\nnegative\tbad\nnegative\tawful ok\nneutral\tok\nneutral\tok good\n");

        // When
        JsonNode figures = new ObjectMapper().readTree(evaluate("--json").out());

        // Then
        // The figures of two sides are those of the three reviews that take one.
        assertThat(figures.get("n").asInt()).isEqualTo(3);
        assertThat(figures.get("accuracy").asDouble()).isEqualTo(1);
        assertThat(figures.at("/threeWay/n").asInt()).isEqualTo(5);
        // The model is wrong on one: it calls "awful ok" neutral.
        assertThat(figures.at("/threeWay/learned/confusion").toString())
                .isEqualTo("{\"negative\":{\"negative\":1,\"neutral\":1,\"positive\":0},"
                        + "\"neutral\":{\"negative\":0,\"neutral\":2,\"positive\":0},"
                        + "\"positive\":{\"negative\":0,\"neutral\":0,\"positive\":1}}");
        assertThat(figures.at("/threeWay/learned/averageRecall").asDouble())
                .isEqualTo((0.5 + 1 + 1) / 3, within(1e-12));
        assertThat(figures.at("/threeWay/learned/macroF1").asDouble())
                .isEqualTo((2 / 3.0 + 4 / 5.0 + 1) / 3, within(1e-12));
        assertThat(figures.at("/threeWay/learned/ece").size()).isEqualTo(3);
        // "good" and "ok good" lie equally far from the middle, so that a band gets one of them wrong.
        assertThat(figures.at("/threeWay/bestBand/width").asDouble()).isStrictlyBetween(0.0, 0.762);
        assertThat(figures.at("/threeWay/bestBand/accuracy").asDouble()).isEqualTo(0.8);
    }

    @Test
    void shouldTellAPersonTheSameOfNeutral() throws IOException {
        // Given
        model = TinyModel.writeWithNeutralTo(folder.resolve("neutral"));
        Files.writeString(data, "positive\tgood\nnegative\tbad\nneutral\tok\n");

        // When
        Cli.Result result = evaluate();

        // Then
        assertThat(result.out())
                .contains("### Negative, neutral, positive")
                .contains("| learned            | 1.0000   | 1.0000         |")
                .contains("| learned  | called negative | called neutral | called positive |")
                .contains("| neutral  | 0               | 1              | 0               |");
    }

    @Test
    void shouldTellTheBestBandOfAModelThatHasLearnedTheSidesOnly() throws IOException {
        // Given
        Files.writeString(data, "positive\tgood\nnegative\tbad\nneutral\tso\n");

        // When
        JsonNode figures = new ObjectMapper().readTree(evaluate("--json").out());

        // Then
        assertThat(figures.at("/threeWay/bestBand/macroF1").asDouble()).isEqualTo(1);
        assertThat(figures.at("/threeWay").has("learned")).isFalse();
    }

    @Test
    void shouldSayThatNoReviewTakesASide() throws IOException {
        // Given
        Files.writeString(data, "neutral\tgood\nneutral\tok\n");

        // When
        Cli.Result result = evaluate();

        // Then
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err())
                .endsWith(
                        "none of the reviews is positive or negative, so there is nothing to evaluate; name reviews of all"
                                + " labels\n");
    }
}
