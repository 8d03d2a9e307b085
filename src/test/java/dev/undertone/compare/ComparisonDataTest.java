// SPDX-License-Identifier: Apache-2.0
package dev.undertone.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.corpus.Corpus;
import dev.undertone.corpus.LabelledReview;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ComparisonDataTest {
    private static final Corpus REVIEWS = new Corpus(
            "reviews.tsv",
            IntStream.range(0, 1_000)
                    .mapToObj(i -> new LabelledReview("review " + i, i % 4 == 0))
                    .toList());

    @Test
    void shouldHoldOutReviewsToTestOnWhereNoneAreGiven() {
        // When
        ComparisonData data = ComparisonData.of(REVIEWS, Optional.empty(), 0.2);

        // Then
        assertThat(data.test().size()).isEqualTo(200);
        assertThat(data.test().name()).isEqualTo("reviews.tsv, held out");
        List<LabelledReview> all = new ArrayList<>(data.training().reviews());
        all.addAll(data.test().reviews());
        assertThat(all).containsExactlyInAnyOrderElementsOf(REVIEWS.reviews());
    }

    @Test
    void shouldNotTestOnATextThatIsLearned() {
        // Given
        Corpus twice = new Corpus(
                "twice.tsv",
                Stream.concat(REVIEWS.reviews().stream(), REVIEWS.reviews().stream())
                        .toList());

        // When
        ComparisonData data = ComparisonData.of(twice, Optional.empty(), 0.2);

        // Then
        assertThat(data.training().reviews())
                .doesNotContainAnyElementsOf(data.test().reviews());
    }

    @Test
    void shouldKeepReviewsToChooseTheEpochBesideThoseToTestOn() {
        // When
        Corpus.Split split = ComparisonData.of(REVIEWS, Optional.empty(), 0.2).draw(1_000, 1, 0.2);

        // Then
        assertThat(split.heldOut().size()).isBetween(120, 200);
    }

    @Test
    void shouldDrawLabelsAsAmongAllReviews() {
        // When
        List<LabelledReview> drawn = drawn(100, 1);

        // Then
        assertThat(drawn).hasSize(100);
        assertThat(drawn.stream().filter(LabelledReview::positive)).hasSize(25);
    }

    @Test
    void shouldDrawMoreOfTheSameWithTheSameSeed() {
        assertThat(drawn(400, 1)).containsAll(drawn(100, 1));
        assertThat(drawn(100, 2)).isNotEqualTo(drawn(100, 1));
    }

    @Test
    void shouldTakeAllReviewsInTheirOrder() {
        assertThat(new ComparisonData(REVIEWS, REVIEWS).draw(1_000, 1, 0.2)).isEqualTo(REVIEWS.holdOut(0.2));
    }

    private static List<LabelledReview> drawn(int size, long seed) {
        Corpus.Split split = new ComparisonData(REVIEWS, REVIEWS).draw(size, seed, 0.2);
        List<LabelledReview> drawn = new ArrayList<>(split.training().reviews());
        drawn.addAll(split.heldOut().reviews());
        return drawn;
    }
}
