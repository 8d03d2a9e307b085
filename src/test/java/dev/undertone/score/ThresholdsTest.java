// SPDX-License-Identifier: Apache-2.0
package dev.undertone.score;

import static dev.undertone.score.ReviewScorerTest.EMPTY;
import static dev.undertone.score.ReviewScorerTest.MODEL;
import static dev.undertone.score.ReviewScorerTest.encoder;
import static dev.undertone.score.ReviewScorerTest.reviews;
import static dev.undertone.score.ReviewScorerTest.scorer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.undertone.infer.FakeSentimentModel;
import dev.undertone.model.Calibration;
import dev.undertone.review.Label;
import dev.undertone.review.Outcome;
import dev.undertone.review.RejectReason;
import dev.undertone.review.Rejected;
import dev.undertone.review.Scored;
import dev.undertone.text.TokenIds;
import dev.undertone.text.Vocabulary;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is neutral, and what the model knows too little of. */
class ThresholdsTest {
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
        new ReviewScorer(model, encoder(), new ScoreMapper(MODEL, Calibration.identity(), 0), 1)
                .warmUp(400, System::nanoTime);

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

    private static ReviewScorer neutral(double band) {
        FakeSentimentModel model = FakeSentimentModel.giving(review -> (review.id(0) - 50) / 10.0)
                .withNeutral(review -> (review.id(1) - 50) / 10.0);
        return new ReviewScorer(
                model,
                encoder(),
                new ScoreMapper(MODEL, Calibration.identity(), Optional.of(Calibration.identity()), band));
    }
}
