// SPDX-License-Identifier: Apache-2.0
package dev.undertone.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.undertone.infer.FakeSentimentModel;
import dev.undertone.model.Calibration;
import dev.undertone.model.ModelRefusedException;
import dev.undertone.review.Label;
import dev.undertone.review.ModelId;
import dev.undertone.review.Outcome;
import dev.undertone.review.RejectReason;
import dev.undertone.review.Rejected;
import dev.undertone.review.Scored;
import dev.undertone.text.ReviewEncoder;
import dev.undertone.text.TokenIds;
import dev.undertone.text.Vocabulary;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReviewScorerTest {
    static final ModelId MODEL = new ModelId("m", "1");
    static final int POISON = 666;
    static final Outcome EMPTY =
            new Rejected(RejectReason.EMPTY_TEXT, "the text holds no word, only blanks or punctuation");

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 8, 9, 64, 333})
    void shouldGiveOneOutcomeAReviewInTheOrderGiven(int size) {
        // Given
        List<TokenIds> reviews = reviews(size);

        // When
        List<Outcome> outcomes = scorer(FakeSentimentModel.healthy()).score(reviews);

        // Then
        assertThat(outcomes).isEqualTo(scores(reviews));
    }

    @Test
    void shouldScoreAReviewAloneAsInAnyBatch() {
        // Given
        ReviewScorer scorer = scorer(FakeSentimentModel.healthy());
        List<TokenIds> reviews = reviews(50);

        // When
        List<Outcome> together = scorer.score(reviews);

        // Then
        assertThat(together)
                .isEqualTo(reviews.stream()
                        .flatMap(review -> scorer.score(List.of(review)).stream())
                        .toList());
    }

    @Test
    void shouldHandTheModelSmallPartsOfLikeLengths() {
        // Given
        FakeSentimentModel model = FakeSentimentModel.healthy();
        List<TokenIds> reviews = reviews(100);

        // When
        scorer(model).score(reviews);

        // Then
        long cells = model.calls().stream()
                .mapToLong(
                        part -> (long) part.size() * part.get(part.size() - 1).length())
                .sum();
        long tokens = reviews.stream().mapToLong(TokenIds::length).sum();
        assertThat(cells).as("with padding, of %d tokens", tokens).isLessThan(tokens * 5 / 4);
        assertThat(model.calls().stream()
                        .flatMap(List::stream)
                        .map(TokenIds::length)
                        .toList())
                .isSorted();
    }

    @Test
    void shouldSayWhetherTheReviewWasTruncated() {
        // Given
        ReviewScorer scorer = scorer(FakeSentimentModel.giving(review -> 0));
        TokenIds cut = scorer.encode("a b c d e f g");

        // When
        List<Outcome> outcomes = scorer.score(List.of(cut, scorer.encode("a b c d")));

        // Then
        assertThat(outcomes)
                .containsExactly(
                        new Scored(Label.POSITIVE, 0.5, Optional.empty(), 4, 3, true, MODEL),
                        new Scored(Label.POSITIVE, 0.5, Optional.empty(), 4, 1, false, MODEL));
    }

    @Test
    void shouldScoreNothingWhereThereIsNothing() {
        // Given
        FakeSentimentModel model = FakeSentimentModel.healthy();

        // When
        List<Outcome> outcomes = scorer(model).score(List.of());

        // Then
        assertThat(outcomes).isEmpty();
        assertThat(model.calls()).isEmpty();
    }

    @Test
    void shouldRejectAReviewWithoutTokensAlone() {
        // Given
        List<TokenIds> reviews = new ArrayList<>(reviews(20));
        List<Outcome> expected = new ArrayList<>(scores(reviews));
        for (int position : List.of(0, 10, 22)) {
            reviews.add(position, TokenIds.of());
            expected.add(position, EMPTY);
        }

        // When
        List<Outcome> outcomes = scorer(FakeSentimentModel.healthy()).score(reviews);

        // Then
        assertThat(outcomes).isEqualTo(expected);
    }

    @Test
    void shouldAskTheModelNothingForReviewsWithoutTokens() {
        // Given
        FakeSentimentModel model = FakeSentimentModel.healthy().failingOnEverything();

        // When
        List<Outcome> outcomes = scorer(model).score(Collections.nCopies(9, TokenIds.of()));

        // Then
        assertThat(outcomes).isEqualTo(Collections.nCopies(9, EMPTY));
        assertThat(model.calls()).isEmpty();
    }

    @Test
    void shouldApplyTheCalibration() {
        // Given
        ReviewScorer scorer = new ReviewScorer(
                FakeSentimentModel.giving(review -> 3),
                encoder(),
                new ScoreMapper(MODEL, new Calibration(Calibration.PLATT, 0.5, -2.5), 0));

        // When
        List<Outcome> outcomes = scorer.score(List.of(TokenIds.of(2)));

        // Then
        assertThat(outcomes).containsExactly(new Scored(Label.NEGATIVE, 1 / (1 + Math.E), 1, false, MODEL));
    }

    @Test
    void shouldWarmUpWithReviewsOfAllLengths() {
        // Given
        FakeSentimentModel model = FakeSentimentModel.healthy();

        ReviewScorer scorer = scorer(model);
        assertThat(scorer.warmUp()).isEmpty();

        // When
        scorer.warmUp(400, System::nanoTime);

        // Then
        assertThat(model.calls().stream().flatMap(List::stream).mapToInt(TokenIds::length))
                .contains(1, 400)
                .hasSize(128);
        assertThat(scorer.warmUp()).get().satisfies(done -> {
            assertThat(done.paddedTokens()).isBetween(12_800L, 51_200L);
            assertThat(done.took()).isPositive();
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 400})
    void shouldRefuseAModelThatFailsOnReviewsOfAnyLength(int length) {
        // Given
        ReviewScorer scorer = scorer(FakeSentimentModel.healthy().failingOnLength(length));

        // Then
        assertThatThrownBy(() -> scorer.warmUp(400, System::nanoTime))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessage("the model m 1 fails on a review of unknown words: the fake model fails");
    }

    @Test
    void shouldCloseItsModel() {
        // Given
        FakeSentimentModel model = FakeSentimentModel.healthy();

        // When
        scorer(model).close();

        // Then
        assertThat(model.isClosed()).isTrue();
    }

    static ReviewScorer scorer(FakeSentimentModel model) {
        return new ReviewScorer(model, encoder(), new ScoreMapper(MODEL, Calibration.identity(), 0));
    }

    static ReviewEncoder encoder() {
        return new ReviewEncoder(Vocabulary.of(List.of("a", "b", "c")), 4);
    }

    /** Reviews of mixed lengths without the poison, the same ones always. */
    static List<TokenIds> reviews(int count) {
        Random random = new Random(7);
        return IntStream.range(0, count)
                .mapToObj(i -> TokenIds.of(
                        random.ints(1 + random.nextInt(40), 2, POISON).toArray()))
                .toList();
    }

    static List<Outcome> scores(List<TokenIds> reviews) {
        List<Outcome> scores = new ArrayList<>();
        for (TokenIds review : reviews) {
            double probability = 1 / (1 + Math.exp(-FakeSentimentModel.logit(review)));
            scores.add(new Scored(
                    probability >= 0.5 ? Label.POSITIVE : Label.NEGATIVE, probability, review.length(), false, MODEL));
        }
        return scores;
    }
}
