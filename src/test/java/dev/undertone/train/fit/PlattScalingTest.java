// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.undertone.model.Calibration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PlattScalingTest {
    @Test
    void shouldFindTheScaleAndOffsetThatMadeTheLabels() {
        // Given
        Random random = new Random(1);
        float[] logits = new float[50_000];
        boolean[] positive = new boolean[logits.length];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = (float) random.nextGaussian() * 4;
            positive[i] = random.nextDouble() < 1 / (1 + Math.exp(-(0.6 * logits[i] - 0.4)));
        }

        // When
        Calibration calibration = PlattScaling.fit(logits, positive).orElseThrow();

        // Then
        assertThat(calibration.scale()).isCloseTo(0.6, within(0.03));
        assertThat(calibration.offset()).isCloseTo(-0.4, within(0.05));
    }

    @Test
    void shouldStayFiniteWhereEveryVerdictIsRight() {
        // Given
        float[] logits = {-3, -2, -1, 1, 2, 3};
        boolean[] positive = {false, false, false, true, true, true};

        // When
        Calibration calibration = PlattScaling.fit(logits, positive).orElseThrow();

        // Then
        assertThat(calibration.scale()).isBetween(0.1, 10.0);
        assertThat(calibration.probability(3)).isBetween(0.5, 0.999);
    }

    @Test
    void shouldFindNothingInLogitsThatPointTheWrongWay() {
        // Given
        float[] logits = new float[100];
        boolean[] positive = new boolean[100];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = i - 50;
            positive[i] = i < 50;
        }

        // When
        Optional<Calibration> calibration = PlattScaling.fit(logits, positive);

        // Then
        assertThat(calibration).isEmpty();
    }
}
