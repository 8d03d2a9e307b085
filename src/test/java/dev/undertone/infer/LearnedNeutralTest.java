// SPDX-License-Identifier: Apache-2.0
package dev.undertone.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.undertone.model.ModelBundle;
import dev.undertone.model.ModelRefusedException;
import dev.undertone.review.Outcome;
import dev.undertone.score.ReviewScorer;
import dev.undertone.score.Thresholds;
import dev.undertone.testing.TinyModel;
import dev.undertone.text.TokenIds;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A graph with a second output, on ONNX Runtime. */
class LearnedNeutralTest {
    @TempDir
    private Path folder;

    private ModelBundle bundle;

    @BeforeEach
    void writeBundle() {
        bundle = ModelBundle.open(TinyModel.writeWithNeutralTo(folder.resolve("model")));
    }

    @Test
    void shouldGiveBothOutputsByTheirNames() {
        // Given
        List<TokenIds> reviews = encoded("ok", "good good", "ok ok bad");

        try (OnnxSentimentModel model = OnnxSentimentModel.open(bundle)) {
            // When
            Logits logits = model.allLogits(reviews);

            // Then
            assertThat(logits.polarity()).containsExactly(0, 4, -2);
            assertThat(logits.neutral())
                    .hasValueSatisfying(neutral -> assertThat(neutral).containsExactly(3, -2, 6));
            assertThat(model.logits(reviews)).containsExactly(0, 4, -2);
        }
    }

    @Test
    void shouldGivePolarityAloneOfAGraphThatIsNoPartOfABundle() {
        try (OnnxSentimentModel model = OnnxSentimentModel.open(bundle.graph())) {
            // When
            Logits logits = model.allLogits(encoded("ok bad"));

            // Then
            assertThat(logits.polarity()).containsExactly(-2);
            assertThat(logits.neutral()).isEmpty();
        }
    }

    @Test
    void shouldRefuseAGraphWithoutTheOutputThatIsAskedFor() {
        // Given
        Path plain = TinyModel.open(folder.resolve("plain")).graph();

        // When
        // Then
        assertThatThrownBy(() -> OnnxSentimentModel.open(plain, true))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessage("the graph " + plain + " has no output 'neutral', which its manifest has a calibration for;"
                        + " copy the whole bundle again");
    }

    @Test
    void shouldScoreAReviewTheSameInAnyBatch() {
        // Given
        Random random = new Random(5);
        List<String> words = List.of("ok", "good", "bad", "awful", "so", "great");
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = 1 + random.nextInt(12); length > 0; length--) {
                text.append(words.get(random.nextInt(words.size()))).append(' ');
            }
            texts.add(text.toString());
        }
        try (ReviewScorer scorer = ReviewScorer.open(bundle, Thresholds.NONE)) {
            List<TokenIds> reviews = encoded(texts.toArray(String[]::new));
            List<Outcome> alone = reviews.stream()
                    .flatMap(review -> scorer.score(List.of(review)).stream())
                    .toList();
            for (int size : new int[] {2, 7, 64, 200}) {
                List<Integer> order = new ArrayList<>();
                for (int i = 0; i < size; i++) {
                    order.add(random.nextInt(reviews.size()));
                }
                Collections.shuffle(order, random);

                // When
                List<Outcome> together =
                        scorer.score(order.stream().map(reviews::get).toList());

                // Then
                // Records compare their numbers bit by bit.
                assertThat(together).isEqualTo(order.stream().map(alone::get).toList());
            }
        }
    }

    private List<TokenIds> encoded(String... texts) {
        return List.of(texts).stream().map(bundle.encoder()::encode).toList();
    }
}
