// SPDX-License-Identifier: Apache-2.0
package dev.undertone.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class CalibrationTest {
    @Test
    void shouldGiveTheSigmoidOfTheScaledAndShiftedLogit() {
        // When
        double probability = new Calibration(Calibration.PLATT, 2, -1).probability(0.75);

        // Then
        assertThat(probability).isEqualTo(1 / (1 + Math.exp(-0.5)), within(1e-15));
    }

    @Test
    void shouldStayBetweenNoughtAndOneAndRiseWithTheLogit() {
        // When
        double[] probabilities = DoubleStream.of(-Float.MAX_VALUE, -1e3, -30, -1, 0, 1, 30, 1e3, Float.MAX_VALUE)
                .map(Calibration.identity()::probability)
                .toArray();

        // Then
        assertThat(probabilities).isSorted().startsWith(0, 0).contains(0.5).endsWith(1, 1);
    }
}
