// SPDX-License-Identifier: Apache-2.0
package dev.undertone.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.undertone.infer.FakeSentimentModel;
import dev.undertone.infer.InferenceException;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReviewScorerTest {
    private static final ModelId MODEL = new ModelId("m", "1");
    private static final int POISON = 666;
    private static final TokenIds POISONED = TokenIds.of(5, POISON, 7);
    private static final Outcome FAILED = new Rejected(RejectReason.MODEL_FAILURE, "the fake model fails");
    private static final Outcome EMPTY =
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
    void shouldCallAReviewNeutralInsideTheBandOnly() {
        // Given
        // With p = 1 / (1 + e^-x) the score is tanh(x / 2); the first id of each review is its logit in tenths, and 20.
        ReviewScorer scorer = new ReviewScorer(
                FakeSentimentModel.giving(review -> (review.id(0) - 20) / 10.0),
                encoder(),
                new ScoreMapper(MODEL, Calibration.identity(), 0.2));
        List<TokenIds> reviews =
                Stream.of(0, 15, 16, 20, 24, 25, 40).map(TokenIds::of).toList();

        // When
        List<Outcome> outcomes = scorer.score(reviews);

        // Then
        assertThat(outcomes.stream().map(outcome -> ((Scored) outcome).label()).toList())
                .containsExactly(
                        Label.NEGATIVE,
                        Label.NEGATIVE,
                        Label.NEUTRAL,
                        Label.NEUTRAL,
                        Label.NEUTRAL,
                        Label.POSITIVE,
                        Label.POSITIVE);
    }

    @Test
    void shouldCallNothingNeutralWithoutABand() {
        // Given
        ReviewScorer scorer = scorer(FakeSentimentModel.giving(review -> review.id(0) == 2 ? 0 : -1e-6));

        // When
        List<Outcome> outcomes = scorer.score(List.of(TokenIds.of(2), TokenIds.of(3)));

        // Then
        assertThat(outcomes.stream().map(outcome -> ((Scored) outcome).label()).toList())
                .containsExactly(Label.POSITIVE, Label.NEGATIVE);
    }

    @Test
    void shouldCallAReviewWhatIsMostProbable() {
        // Given
        // The first id of each review is its logit in tenths, and 50; the second that of neutral.
        ReviewScorer scorer = neutral(0);
        List<TokenIds> reviews = List.of(
                TokenIds.of(80, 20),
                TokenIds.of(20, 20),
                TokenIds.of(80, 80),
                TokenIds.of(50, 44),
                TokenIds.of(50, 42));

        // When
        List<Outcome> outcomes = scorer.score(reviews);

        // Then
        // Where the sides are even, neutral wins from a third of all on: a logit of -0.69.
        assertThat(outcomes.stream().map(outcome -> ((Scored) outcome).label()).toList())
                .containsExactly(Label.POSITIVE, Label.NEGATIVE, Label.NEUTRAL, Label.NEUTRAL, Label.POSITIVE);
        assertThat(outcomes).allSatisfy(outcome -> {
            Scored scored = (Scored) outcome;
            assertThat(scored.confidence())
                    .isEqualTo(scored.probabilities().orElseThrow().of(scored.label()));
        });
    }

    @Test
    void shouldFollowTheBandAndNotTheModelWhereABandIsSet() {
        // Given
        ReviewScorer scorer = neutral(0.2);

        // When
        List<Outcome> outcomes = scorer.score(List.of(TokenIds.of(80, 45), TokenIds.of(80, 80), TokenIds.of(50, 20)));

        // Then
        assertThat(outcomes.stream().map(outcome -> ((Scored) outcome).label()).toList())
                .containsExactly(Label.POSITIVE, Label.NEUTRAL, Label.NEUTRAL);
    }

    @Test
    void shouldRejectReviewsThatTheModelKnowsTooLittleOf() {
        // Given
        FakeSentimentModel model = FakeSentimentModel.healthy();
        ReviewScorer scorer =
                new ReviewScorer(model, encoder(), new ScoreMapper(MODEL, Calibration.identity(), 0), 0.5);
        TokenIds half = TokenIds.of(Vocabulary.UNKNOWN, 7);
        TokenIds third = TokenIds.of(Vocabulary.UNKNOWN, 7, Vocabulary.UNKNOWN);

        // When
        List<Outcome> outcomes = scorer.score(List.of(third, half, TokenIds.of()));

        // Then
        assertThat(((Rejected) outcomes.get(0)).reason()).isEqualTo(RejectReason.UNKNOWN_LANGUAGE);
        assertThat(((Scored) outcomes.get(1)).known()).isEqualTo(0.5);
        assertThat(outcomes.get(2)).isEqualTo(EMPTY);
        assertThat(model.calls()).containsExactly(List.of(half));
    }

    @Test
    void shouldWarmUpThoughItRejectsUnknownWords() {
        // Given
        FakeSentimentModel model = FakeSentimentModel.healthy();

        // When
        new ReviewScorer(model, encoder(), new ScoreMapper(MODEL, Calibration.identity(), 0), 1).warmUp(400);

        // Then
        assertThat(model.calls().stream().mapToInt(List::size).sum()).isEqualTo(128);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
    void shouldRefuseAShareOfKnownTokensOutOfBounds(double share) {
        assertThatThrownBy(() -> new Thresholds(0, share))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the least share of known tokens must lie in 0..1, not " + share);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1, Double.NaN})
    void shouldRefuseANeutralBandOutOfBounds(double band) {
        assertThatThrownBy(() -> new ScoreMapper(MODEL, Calibration.identity(), band))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the neutral band must lie between 0 and 1, not " + band);
    }

    @Test
    void shouldWarmUpWithReviewsOfAllLengths() {
        // Given
        FakeSentimentModel model = FakeSentimentModel.healthy();

        // When
        scorer(model).warmUp(400);

        // Then
        assertThat(model.calls().stream().flatMap(List::stream).mapToInt(TokenIds::length))
                .contains(1, 400)
                .hasSize(128);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 400})
    void shouldRefuseAModelThatFailsOnReviewsOfAnyLength(int length) {
        // Given
        ReviewScorer scorer = scorer(FakeSentimentModel.healthy().failingOnLength(length));

        // Then
        assertThatThrownBy(() -> scorer.warmUp(400))
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

    private static ReviewScorer neutral(double band) {
        FakeSentimentModel model = FakeSentimentModel.giving(review -> (review.id(0) - 50) / 10.0)
                .withNeutral(review -> (review.id(1) - 50) / 10.0);
        return new ReviewScorer(
                model,
                encoder(),
                new ScoreMapper(MODEL, Calibration.identity(), Optional.of(Calibration.identity()), band));
    }

    private static ReviewScorer poisonable() {
        return scorer(FakeSentimentModel.healthy().failingOn(POISON));
    }

    private static ReviewScorer scorer(FakeSentimentModel model) {
        return new ReviewScorer(model, encoder(), new ScoreMapper(MODEL, Calibration.identity(), 0));
    }

    private static ReviewEncoder encoder() {
        return new ReviewEncoder(Vocabulary.of(List.of("a", "b", "c")), 4);
    }

    /** Reviews of mixed lengths without the poison, the same ones always. */
    private static List<TokenIds> reviews(int count) {
        Random random = new Random(7);
        return IntStream.range(0, count)
                .mapToObj(i -> TokenIds.of(
                        random.ints(1 + random.nextInt(40), 2, POISON).toArray()))
                .toList();
    }

    private static List<Outcome> scores(List<TokenIds> reviews) {
        List<Outcome> scores = new ArrayList<>();
        for (TokenIds review : reviews) {
            double probability = 1 / (1 + Math.exp(-FakeSentimentModel.logit(review)));
            scores.add(new Scored(
                    probability >= 0.5 ? Label.POSITIVE : Label.NEGATIVE, probability, review.length(), false, MODEL));
        }
        return scores;
    }
}
