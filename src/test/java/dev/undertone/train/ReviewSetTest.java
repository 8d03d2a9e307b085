// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.text.ReviewEncoder;
import dev.undertone.text.Vocabulary;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReviewSetTest {
    private final ReviewEncoder encoder = new ReviewEncoder(Vocabulary.of(List.of("good", "bad", "long")), 20);

    @Test
    void shouldGiveEachExcerptTheTargetOfItsReview() {
        // Given
        String longOne = "Bad. Long " + "long ".repeat(14) + ".";
        ReviewSet reviews = ReviewSet.of(List.of(" ", longOne, "good"), encoder, new Excerpts(2, new Random(1)));

        // When
        EncodedCorpus learning = reviews.learning(new double[] {0.5, 0.25, 0.75});

        // Then
        assertThat(reviews.reviews()).hasSize(2);
        assertThat(reviews.excerpts()).hasSize(2);
        assertThat(IntStream.range(0, learning.size()).mapToObj(learning::target))
                .containsExactly(0.25f, 0.75f, 0.25f, 0.75f);
        assertThat(learning.reviews().get(2)).isEqualTo(encoder.encode("bad"));
    }

    @Test
    void shouldPartIntoFoldsThatKeepTheirTargetsAndExcerpts() {
        // Given
        ReviewSet reviews = ReviewSet.of(List.of("good", " ", "bad", "long"), encoder, new Excerpts(1, new Random(1)));
        double[] targets = {0.1, 0.5, 0.2, 0.3};

        // When
        ReviewSet first = reviews.fold(0, 2);
        ReviewSet second = reviews.fold(1, 2);

        // Then
        assertThat(first.positions()).containsExactly(0, 3);
        assertThat(second.positions()).containsExactly(2);
        assertThat(targets(first.learning(targets))).containsExactly(0.1f, 0.3f, 0.1f, 0.3f);
        assertThat(targets(second.learning(targets))).containsExactly(0.2f, 0.2f);
    }

    private static List<Float> targets(EncodedCorpus corpus) {
        return IntStream.range(0, corpus.size()).mapToObj(corpus::target).toList();
    }
}
