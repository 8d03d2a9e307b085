// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.text.ReviewEncoder;
import dev.undertone.text.Vocabulary;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class ReviewSetTest {
    private final ReviewEncoder encoder = new ReviewEncoder(Vocabulary.of(List.of("good", "bad", "long")), 20);

    @Test
    void shouldGiveEachExcerptTheTargetOfItsReview() {
        // Given
        String longOne = "Bad. Long " + "long ".repeat(14) + ".";
        ReviewSet reviews = ReviewSet.of(
                List.of(" ", longOne, "Good. Long."), encoder, new SentenceSampler(2, SentenceSampler.SHORT)::of);

        // When
        Dataset learning = reviews.learning(targets(0.5, 0.25, 0.75));

        // Then
        assertThat(reviews.reviews()).hasSize(2);
        assertThat(reviews.excerpts()).hasSize(3);
        assertThat(positive(learning)).containsExactly(0.25f, 0.75f, 0.25f, 0.75f, 0.75f);
        assertThat(learning.reviews().get(2)).isEqualTo(encoder.encode("bad"));
    }

    @Test
    void shouldPartIntoFoldsThatKeepTheirTargetsAndExcerpts() {
        // Given
        ReviewSet reviews = ReviewSet.of(
                List.of("Good. Bad.", " ", "bad", "Long. Bad."),
                encoder,
                new SentenceSampler(1, SentenceSampler.SHORT)::of);
        List<Target> targets = targets(0.1, 0.5, 0.2, 0.3);

        // When
        ReviewSet first = reviews.fold(0, 2);
        ReviewSet second = reviews.fold(1, 2);

        // Then
        assertThat(first.positions()).containsExactly(0, 3);
        assertThat(second.positions()).containsExactly(2);
        assertThat(positive(first.learning(targets))).containsExactly(0.1f, 0.3f, 0.1f, 0.3f);
        assertThat(positive(second.learning(targets))).containsExactly(0.2f);
    }

    @Test
    void shouldGiveEachExcerptATargetOfItsOwnWhereAsked() {
        // Given
        ReviewSet reviews =
                ReviewSet.of(List.of("Good. Bad."), encoder, new SentenceSampler(2, SentenceSampler.SHORT)::of);

        // When
        Dataset learning = reviews.learning(
                targets(0.5),
                excerpt -> Target.polar(reviews.excerpts().get(excerpt).text().equals("Good.") ? 1 : 0));

        // Then
        assertThat(positive(learning)).containsExactlyInAnyOrder(0.5f, 1f, 0f);
    }

    private static List<Target> targets(double... positive) {
        return DoubleStream.of(positive).mapToObj(Target::polar).toList();
    }

    private static List<Float> positive(Dataset corpus) {
        return corpus.targets().stream().map(Target::positive).toList();
    }
}
