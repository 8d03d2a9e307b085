// SPDX-License-Identifier: Apache-2.0
package dev.undertone.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.undertone.corpus.LabelledReview;
import dev.undertone.corpus.file.CorpusException;
import dev.undertone.text.ReviewEncoder;
import dev.undertone.text.Vocabulary;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestReviewsTest {
    private static final ReviewEncoder ENCODER = new ReviewEncoder(Vocabulary.of(List.of("good", "bad")), 5);

    @Test
    void shouldMeasureTheShortestTheMiddleAndTheLongestThird() {
        // Given
        TestReviews reviews = TestReviews.of(
                List.of(
                        new LabelledReview("good good good good good good", true),
                        new LabelledReview("good", true),
                        new LabelledReview("bad bad bad", false)),
                ENCODER);

        // When
        List<RunFigures.Third> thirds = reviews.thirds(new float[] {-1, 2, -3});

        // Then
        assertThat(thirds)
                .containsExactly(
                        new RunFigures.Third(1, 1, 1, 1),
                        new RunFigures.Third(3, 3, 1, 1),
                        new RunFigures.Third(5, 5, 1, 0));
    }

    @Test
    void shouldLeaveOutReviewsWithoutAWord() {
        // When
        TestReviews reviews =
                TestReviews.of(List.of(new LabelledReview("...", true), new LabelledReview("bad", false)), ENCODER);

        // Then
        assertThat(reviews.positive()).containsExactly(false);
    }

    @Test
    void shouldRefuseToMeasureOnNothing() {
        assertThatExceptionOfType(CorpusException.class)
                .isThrownBy(() -> TestReviews.of(List.of(new LabelledReview("...", true)), ENCODER));
    }
}
