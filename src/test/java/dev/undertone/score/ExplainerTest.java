// SPDX-License-Identifier: Apache-2.0
package dev.undertone.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.undertone.model.Calibration;
import dev.undertone.model.ModelBundle;
import dev.undertone.review.Explanation;
import dev.undertone.review.Outcome;
import dev.undertone.review.Scored;
import dev.undertone.review.SentenceScore;
import dev.undertone.review.WeightedText;
import dev.undertone.testing.TinyModel;
import dev.undertone.text.ReviewEncoder;
import dev.undertone.text.TokenIds;
import dev.undertone.text.Vocabulary;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainerTest {
    private static final Map<String, Float> WEIGHTS =
            Map.of("broke", -2f, "after", -1f, "fine", 1f, "\u597d", 0.5f, "2", 0.5f, "1", 0.25f, "so", 0.125f);
    private static final List<String> WORDS = WEIGHTS.keySet().stream().sorted().toList();
    private static final Calibration PLAIN = Calibration.identity();

    @Test
    void shouldNameTheStrongestWordsFirstWithTheirPlaces() {
        assertThat(words(5, "  It broke. so fine!"))
                .containsExactly(new WeightedText("broke", 5, 5, -2), new WeightedText("so fine", 12, 7, 1.125));
    }

    @Test
    void shouldJoinNeighboursThatSayTheSame() {
        assertThat(words(2, "broke  after")).containsExactly(new WeightedText("broke  after", 0, 12, -3));
        assertThat(words(2, "broke, after")).extracting(WeightedText::text).containsExactly("broke", "after");
        assertThat(words(2, "broke fine")).extracting(WeightedText::text).containsExactly("broke", "fine");
        assertThat(words(2, "\u597d\u597d")).containsExactly(new WeightedText("\u597d\u597d", 0, 2, 1));
        assertThat(words(2, "broke<br />after")).hasSize(2);
    }

    @Test
    void shouldNotJoinWhatOnlyTheChosenWordsHaveBetweenThem() {
        assertThat(words(2, "broke so after")).extracting(WeightedText::text).containsExactly("broke", "after");
    }

    @Test
    void shouldNotJoinOverWhatTheModelHasNotRead() {
        // Given: a limit of four tokens keeps the first and the last three.
        TokenIds review = new ReviewEncoder(Vocabulary.of(WORDS), 4).encodeWithPlaces("broke fine fine after so so");

        // When
        List<WeightedText> words = explain(new ExplainPolicy(2, true, false), PLAIN, review)
                .words()
                .orElseThrow();

        // Then
        assertThat(review.truncated()).isTrue();
        assertThat(words).containsExactly(new WeightedText("broke", 0, 5, -2), new WeightedText("after", 16, 5, -1));
    }

    @Test
    void shouldNameEachWordByItselfWhereThatIsAsked() {
        // When
        List<WeightedText> words = explain(ExplainPolicy.EVERY_WORD, PLAIN, encoded("broke after x so"))
                .words()
                .orElseThrow();

        // Then
        assertThat(words).extracting(WeightedText::text).containsExactly("broke", "after", "so");
    }

    @Test
    void shouldNameACharacterOnceThatBecameTwoTokens() {
        assertThat(explain(ExplainPolicy.EVERY_WORD, PLAIN, encoded("\u00bd"))
                        .words()
                        .orElseThrow())
                .containsExactly(new WeightedText("\u00bd", 0, 1, 0.75));
    }

    @Test
    void shouldWeighOnTheScaleOfTheCalibratedScore() {
        // Given
        Calibration halved = new Calibration(Calibration.PLATT, 0.5, -0.25);

        // When
        Explanation explanation = explain(new ExplainPolicy(1, true, true), halved, encoded("It broke."));

        // Then
        assertThat(explanation.words().orElseThrow()).containsExactly(new WeightedText("broke", 3, 5, -1));
        assertThat(explanation.sentences().orElseThrow().get(0).score()).isCloseTo(Math.tanh(-0.5), within(1e-12));
    }

    @Test
    void shouldScoreEachSentenceByItsWords() {
        // When
        List<SentenceScore> sentences = explain(
                        new ExplainPolicy(0, true, true), PLAIN, encoded("It broke after.<br />... So fine! Well."))
                .sentences()
                .orElseThrow();

        // Then
        assertThat(sentences)
                .containsExactly(
                        SentenceScore.of(0, 24, -3), SentenceScore.of(25, 8, 1.125), SentenceScore.of(34, 5, 0));
    }

    @Test
    void shouldLeaveOutSentencesThatTheModelHasNotRead() {
        // Given
        TokenIds review =
                new ReviewEncoder(Vocabulary.of(WORDS), 4).encodeWithPlaces("broke. Fine. Fine. After so so.");

        // When
        List<SentenceScore> sentences = explain(new ExplainPolicy(0, true, true), PLAIN, review)
                .sentences()
                .orElseThrow();

        // Then
        assertThat(sentences).containsExactly(SentenceScore.of(0, 6, -2), SentenceScore.of(19, 12, -0.75));
    }

    @Test
    void shouldSayOnlyWhatWasAskedFor() {
        assertThat(explain(new ExplainPolicy(0, true, true), PLAIN, encoded("so"))
                        .words())
                .isEmpty();
        assertThat(explain(new ExplainPolicy(1, true, false), PLAIN, encoded("so"))
                        .sentences())
                .isEmpty();
        assertThat(ExplainPolicy.OFF.isOn()).isFalse();
    }

    @Test
    void shouldExplainWhatTheModelScores(@TempDir Path folder) {
        // Given
        ModelBundle bundle = ModelBundle.open(TinyModel.writeExplainingTo(folder));

        // When
        List<Outcome> outcomes;
        try (ReviewScorer scorer = ReviewScorer.open(bundle, Thresholds.NONE, new ExplainPolicy(5, true, true))) {
            scorer.warmUp(TinyModel.TOKEN_LIMIT, System::nanoTime);
            outcomes = scorer.score(
                    List.of(scorer.encode("Awful, but the <b>end</b> was GREAT &amp; good"), scorer.encode("...")));
        }

        // Then
        Scored scored = (Scored) outcomes.get(0);
        assertThat(scored.explanation().words().orElseThrow())
                .containsExactly(
                        new WeightedText("Awful", 0, 5, -3),
                        new WeightedText("GREAT", 30, 5, 3),
                        new WeightedText("good", 42, 4, 2));
        assertThat(scored.explanation().sentences().orElseThrow()).containsExactly(SentenceScore.of(0, 46, 2));
        assertThat(scored.score()).isCloseTo(Math.tanh(1), within(1e-6));
        assertThat(outcomes.get(1)).isNotInstanceOf(Scored.class);
    }

    private static List<WeightedText> words(int count, String text) {
        return explain(new ExplainPolicy(count, true, false), PLAIN, encoded(text))
                .words()
                .orElseThrow();
    }

    private static TokenIds encoded(String text) {
        return new ReviewEncoder(Vocabulary.of(WORDS), 40).encodeWithPlaces(text);
    }

    private static Explanation explain(ExplainPolicy policy, Calibration calibration, TokenIds review) {
        float[] contributions = new float[review.length()];
        for (int i = 0; i < contributions.length; i++) {
            contributions[i] = review.id(i) < 2 ? 0 : WEIGHTS.get(WORDS.get(review.id(i) - 2));
        }
        return new Explainer(policy, calibration).explain(review.places().orElseThrow(), contributions);
    }
}
