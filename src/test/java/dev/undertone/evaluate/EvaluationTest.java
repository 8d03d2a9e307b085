// SPDX-License-Identifier: Apache-2.0
package dev.undertone.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluationTest {
    @Test
    void shouldCountVerdictsAgainstTruths() {
        // Given
        double[] probabilities = {0.9, 0.6, 0.8, 0.5, 0.3, 0.1, 0.49};
        boolean[] positive = {true, true, false, false, false, true, false};

        // When
        Evaluation evaluation = Evaluation.of(probabilities, positive);

        // Then
        assertThat(evaluation.n()).isEqualTo(7);
        assertThat(evaluation.confusion()).isEqualTo(new Confusion(2, 2, 2, 1));
        assertThat(evaluation.accuracy()).isEqualTo(4 / 7.0);
        assertThat(evaluation.f1()).isEqualTo(4 / 7.0);
    }

    @Test
    void shouldTellPrecisionFromRecall() {
        // When
        Confusion confusion = new Confusion(6, 2, 10, 4);

        // Then
        assertThat(confusion.total()).isEqualTo(22);
        assertThat(confusion.accuracy()).isEqualTo(16 / 22.0);
        assertThat(confusion.precision()).isEqualTo(6 / 8.0);
        assertThat(confusion.recall()).isEqualTo(6 / 10.0);
        assertThat(confusion.f1()).isEqualTo(2 * 0.75 * 0.6 / (0.75 + 0.6), within(1e-15));
    }

    @Test
    void shouldHaveNoFiguresOfNothing() {
        // When
        Confusion confusion = new Confusion(0, 0, 0, 0);

        // Then
        assertThat(new double[] {confusion.accuracy(), confusion.precision(), confusion.recall(), confusion.f1()})
                .containsOnly(0);
    }

    @Test
    void shouldMeasureTheCalibrationErrorByBins() {
        // Given
        // Of fifteen bins, confidences 0.91, 0.92 and 0.93 share the last but one, with two of three right; 0.95 and 1
        // share the
        // last, both right; 0.52 is alone and wrong.
        double[] probabilities = {0.91, 0.08, 0.93, 0.95, 1, 0.52};
        boolean[] positive = {true, false, false, true, true, false};

        // When
        Evaluation evaluation = Evaluation.of(probabilities, positive);

        // Then
        double tooSure = 0.91 + 0.92 + 0.93 - 2;
        double notSureEnough = 2 - (0.95 + 1);
        assertThat(evaluation.ece()).isEqualTo((tooSure + notSureEnough + 0.52) / 6, within(1e-12));
    }

    @Test
    void shouldFindNoCalibrationErrorInHonestProbabilities() {
        // Given
        double[] probabilities = new double[1_000];
        boolean[] positive = new boolean[1_000];
        Arrays.fill(probabilities, 0.7);
        Arrays.fill(positive, 0, 700, true);

        // When
        Evaluation evaluation = Evaluation.of(probabilities, positive);

        // Then
        assertThat(evaluation.ece()).isEqualTo(0, within(1e-9));
    }

    @Test
    void shouldMeasureTheLogLossOfTheTruths() {
        // When
        Evaluation evaluation = Evaluation.of(new double[] {0.8, 0.4}, new boolean[] {true, false});

        // Then
        assertThat(evaluation.logLoss()).isEqualTo(-(Math.log(0.8) + Math.log(0.6)) / 2, within(1e-12));
    }

    @Test
    void shouldKeepTheLogLossOfACertainErrorFinite() {
        // When
        Evaluation evaluation = Evaluation.of(new double[] {0, 1}, new boolean[] {true, false});

        // Then
        assertThat(evaluation.logLoss()).isEqualTo(-Math.log(1e-12), within(1e-9));
    }

    /**
     * The examples of Newcombe (1998), "Two-sided confidence intervals for the single proportion", table I, method 3.
     */
    @ParameterizedTest
    @CsvSource({"81, 263, 0.2553, 0.3662", "15, 148, 0.0624, 0.1605", "0, 20, 0.0000, 0.1611", "1, 29, 0.0061, 0.1718"})
    void shouldGiveWilsonsInterval(int right, int n, double low, double high) {
        // Given
        double[] probabilities = new double[n];
        boolean[] positive = new boolean[n];
        Arrays.fill(probabilities, 0, right, 0.9);
        Arrays.fill(positive, true);

        // When
        Evaluation evaluation = Evaluation.of(probabilities, positive);

        // Then
        assertThat(evaluation.accuracyLow()).isEqualTo(low, within(5e-5));
        assertThat(evaluation.accuracyHigh()).isEqualTo(high, within(5e-5));
    }

    @Test
    void shouldRefuseToMeasureNothing() {
        assertThatThrownBy(() -> Evaluation.of(new double[0], new boolean[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("need as many truths as probabilities, and one at least: 0 and 0");
    }

    @Test
    void shouldRefuseMoreProbabilitiesThanTruths() {
        assertThatThrownBy(() -> Evaluation.of(new double[2], new boolean[1]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("need as many truths as probabilities, and one at least: 1 and 2");
    }
}
