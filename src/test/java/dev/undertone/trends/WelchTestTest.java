// SPDX-License-Identifier: Apache-2.0
package dev.undertone.trends;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.undertone.event.ScoredEvent;
import dev.undertone.review.Label;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WelchTestTest {
    /** The two-sided p-values come from an integration of Student's density by Simpson's rule, elsewhere. */
    @ParameterizedTest
    @CsvSource({
        "20.8, 7.9, 15, 23.0, 3.8, 15, 0.019756024",
        "20.6, 9.0, 10, 22.1, 0.9, 20, 0.154125520",
        "19.4, 1.4, 10, 21.6, 17.1, 20, 0.037093193"
    })
    void shouldGiveTheValuesOfAnIntegration(
            double mean, double variance, long count, double other, double otherVariance, long otherCount, double p) {
        // When
        double fall = WelchTest.pOfFall(other - mean, otherVariance, otherCount, variance, count);
        double rise = WelchTest.pOfFall(mean - other, variance, count, otherVariance, otherCount);

        // Then
        assertThat(2 * fall).isCloseTo(p, within(1e-8));
        assertThat(fall + rise).isCloseTo(1, within(1e-12));
    }

    @Test
    void shouldKnowAFallOfScoresThatDoNotVary() {
        assertThat(WelchTest.pOfFall(0.5, 0, 20, 0, 20)).isZero();
        assertThat(WelchTest.pOfFall(0, 0, 20, 0, 20)).isEqualTo(0.5);
        assertThat(WelchTest.pOfFall(-0.5, 0, 20, 0, 20)).isEqualTo(1);
    }

    @Test
    void shouldBeRightInSixOfAHundredByChanceAtThatLevel() {
        // Given
        Random random = new Random(7);
        int fallen = 0;

        // When
        for (int i = 0; i < 4000; i++) {
            SentimentFigures before = figures(random, 30, 0.2);
            SentimentFigures now = figures(random, 25, 0.4);
            if (WelchTest.pOfFall(before, now) <= 0.06) {
                fallen++;
            }
        }

        // Then
        assertThat(fallen / 4000.0).isCloseTo(0.06, within(0.012));
    }

    private static SentimentFigures figures(Random random, int count, double spread) {
        SentimentFigures figures = new SentimentFigures();
        for (int i = 0; i < count; i++) {
            double score = Math.max(-1, Math.min(1, random.nextGaussian() * spread));
            figures.add(new ScoredEvent(Optional.empty(), Label.NEUTRAL, score, Map.of()));
        }
        return figures;
    }
}
