// SPDX-License-Identifier: Apache-2.0
package dev.undertone.trends;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.undertone.event.ScoredEvent;
import dev.undertone.review.Label;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SentimentFiguresTest {
    @Test
    void shouldBeTheSameInWhateverPartsTheReviewsAreAdded() {
        // Given
        Random random = new Random(3);
        List<ScoredEvent> reviews = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            reviews.add(review("r-" + random.nextInt(500), Math.round(random.nextDouble(-1, 1) * 1e6) / 1e6));
        }
        byte[] whole = bytes(reviews);

        for (int round = 0; round < 20; round++) {
            // When
            Collections.shuffle(reviews, random);
            SentimentFigures sum = new SentimentFigures();
            for (int from = 0; from < reviews.size(); ) {
                int to = Math.min(reviews.size(), from + 1 + random.nextInt(100));
                sum.add(HeldFigures.read(bytes(reviews.subList(from, to))).figures());
                from = to;
            }

            // Then
            assertThat(new HeldFigures(sum, false).bytes()).isEqualTo(whole);
        }
    }

    @Test
    void shouldTellMeanAndStandardErrorOfScores() {
        // Given
        SentimentFigures figures = new SentimentFigures();
        List.of(0.5, -0.25, 1.0, -1.0, 0.123456).forEach(score -> figures.add(review("a", score)));

        // Then
        assertThat(figures.mean().orElseThrow()).isCloseTo(0.0746912, within(1e-9));
        // Python: statistics.stdev([0.5, -0.25, 1, -1, 0.123456]) / sqrt(5)
        assertThat(figures.standardError().orElseThrow()).isCloseTo(0.339105, within(1e-6));
    }

    @Test
    void shouldTellNoErrorOfOneReviewAndNoMeanOfNone() {
        // Given
        SentimentFigures figures = new SentimentFigures();

        // Then
        assertThat(figures.mean()).isEmpty();
        figures.add(review("a", 0.5));
        assertThat(figures.mean()).hasValue(0.5);
        assertThat(figures.standardError()).isEmpty();
    }

    @Test
    void shouldKeepTheThreeLowestAsExamplesAndNoEndlessIds() {
        // Given
        SentimentFigures figures = new SentimentFigures();

        // When
        figures.add(review("x".repeat(101), -1));
        for (int i = 0; i < 10; i++) {
            figures.add(review("r-" + i, 0.5 - i / 10.0));
            figures.add(review("r-" + i, 0.5 - i / 10.0));
        }

        // Then
        assertThat(figures.examples()).containsExactly("r-9", "r-8", "r-7");
    }

    @Test
    void shouldSurviveTheLargestNumbers() {
        // Given
        SentimentFigures figures = new SentimentFigures();
        for (int i = 0; i < 40; i++) {
            // A trillion reviews.
            figures.add(review("ä€😀".repeat(20), -1));
            figures.add(HeldFigures.read(new HeldFigures(figures, true).bytes()).figures());
        }

        // When
        HeldFigures read = HeldFigures.read(new HeldFigures(figures, true).bytes());

        // Then
        assertThat(read.alerted()).isTrue();
        assertThat(read.figures().count()).isEqualTo(2 * ((1L << 40) - 1));
        assertThat(read.figures().mean().orElseThrow()).isCloseTo(-1, within(1e-12));
        assertThat(read.figures().examples()).containsExactly("ä€😀".repeat(20));
    }

    private static byte[] bytes(List<ScoredEvent> reviews) {
        SentimentFigures figures = new SentimentFigures();
        reviews.forEach(figures::add);
        return new HeldFigures(figures, false).bytes();
    }

    private static ScoredEvent review(String id, double score) {
        Label label = score > 0.2 ? Label.POSITIVE : score < -0.2 ? Label.NEGATIVE : Label.NEUTRAL;
        return new ScoredEvent(Optional.of(id), label, score, Map.of());
    }
}
