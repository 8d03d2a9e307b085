// SPDX-License-Identifier: Apache-2.0
package dev.undertone.score;

import static dev.undertone.score.ReviewScorerTest.POISON;
import static dev.undertone.score.ReviewScorerTest.reviews;
import static dev.undertone.score.ReviewScorerTest.scorer;
import static dev.undertone.score.ReviewScorerTest.scores;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.undertone.infer.FakeSentimentModel;
import dev.undertone.infer.InferenceException;
import dev.undertone.review.Outcome;
import dev.undertone.review.RejectReason;
import dev.undertone.review.Rejected;
import dev.undertone.text.TokenIds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reviews that the model fails on. */
class PoisonReviewsTest {
    private static final TokenIds POISONED = TokenIds.of(5, POISON, 7);
    private static final Outcome FAILED = new Rejected(RejectReason.MODEL_FAILURE, "the fake model fails");

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 31, 63})
    void shouldRejectThePoisonReviewOfABatchAndScoreTheOthers(int position) {
        // Given
        List<TokenIds> reviews = new ArrayList<>(reviews(63));
        List<Outcome> expected = new ArrayList<>(scores(reviews));
        reviews.add(position, POISONED);
        expected.add(position, FAILED);

        // When
        List<Outcome> outcomes = poisonable().score(reviews);

        // Then
        assertThat(outcomes).isEqualTo(expected);
    }

    @Test
    void shouldRejectTwoPoisonReviewsOfABatchAndScoreTheOthers() {
        // Given
        List<TokenIds> reviews = new ArrayList<>(reviews(62));
        List<Outcome> expected = new ArrayList<>(scores(reviews));
        for (int position : List.of(3, 40)) {
            reviews.add(position, POISONED);
            expected.add(position, FAILED);
        }

        // When
        List<Outcome> outcomes = poisonable().score(reviews);

        // Then
        assertThat(outcomes).isEqualTo(expected);
    }

    @Test
    void shouldFindThePoisonReviewInFewCalls() {
        // Given
        FakeSentimentModel healthy = FakeSentimentModel.healthy();
        FakeSentimentModel model = FakeSentimentModel.healthy().failingOn(POISON);
        List<TokenIds> reviews =
                Stream.concat(reviews(63).stream(), Stream.of(POISONED)).toList();
        scorer(healthy).score(reviews);
        int parts = healthy.calls().size();
        int largest = healthy.calls().stream().mapToInt(List::size).max().orElseThrow();

        // When
        scorer(model).score(reviews);

        // Then
        // The parts, and the halves, quarters and so on of one of them.
        int halvings = Integer.SIZE - Integer.numberOfLeadingZeros(largest - 1);
        assertThat(model.calls()).hasSizeBetween(parts + 2, parts + 2 * halvings);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void shouldRejectASmallBatchOfPoisonWhileTheModelWorks(int size) {
        // When
        List<Outcome> outcomes = poisonable().score(Collections.nCopies(size, POISONED));

        // Then
        assertThat(outcomes).isEqualTo(Collections.nCopies(size, FAILED));
    }

    @Test
    void shouldRejectPoisonReviewsThatAreHalfOfABatch() {
        // Given
        List<TokenIds> good = reviews(2);

        // When
        List<Outcome> outcomes = poisonable().score(List.of(POISONED, good.get(0), POISONED, good.get(1)));

        // Then
        assertThat(outcomes)
                .containsExactly(
                        FAILED, scores(good).get(0), FAILED, scores(good).get(1));
    }

    @Test
    void shouldSayThatTheModelIsBrokenWhenItFailsOnMostOfABatch() {
        // Given
        List<TokenIds> reviews = List.of(POISONED, POISONED, reviews(1).get(0), POISONED, TokenIds.of());
        ReviewScorer scorer = poisonable();

        // Then
        assertThatThrownBy(() -> scorer.score(reviews))
                .isInstanceOf(ModelBrokenException.class)
                .hasMessage("the model failed on 3 of 4 reviews: the fake model fails")
                .hasCauseInstanceOf(InferenceException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void shouldSayThatTheModelIsBrokenWhenItFailsOnEverything(int size) {
        // Given
        ReviewScorer scorer = scorer(FakeSentimentModel.healthy().failingOnEverything());

        // Then
        assertThatThrownBy(() -> scorer.score(reviews(size)))
                .isInstanceOf(ModelBrokenException.class)
                .hasMessage("the model fails on everything: the fake model fails")
                .hasCauseInstanceOf(InferenceException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 64})
    void shouldSayThatTheModelIsBrokenWhenItFailsOnALargeBatch(int size) {
        // Given
        ReviewScorer scorer = scorer(FakeSentimentModel.healthy().failingOnEverything());

        // Then
        assertThatThrownBy(() -> scorer.score(reviews(size)))
                .isInstanceOf(ModelBrokenException.class)
                .hasMessage("the model failed on " + size + " of " + size + " reviews: the fake model fails");
    }

    private static ReviewScorer poisonable() {
        return scorer(FakeSentimentModel.healthy().failingOn(POISON));
    }
}
