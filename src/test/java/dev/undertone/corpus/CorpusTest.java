// SPDX-License-Identifier: Apache-2.0
package dev.undertone.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CorpusTest {
    private final List<LabelledReview> reviews = IntStream.range(0, 2_000)
            .mapToObj(i -> new LabelledReview("review number " + i, i % 2 == 0))
            .toList();

    @Test
    void shouldHoldOutTheSameTextsInAnyOrder() {
        // Given
        List<LabelledReview> turned = new ArrayList<>(reviews);
        Collections.reverse(turned);

        // When
        Corpus.Split split = new Corpus("a", reviews).holdOut(0.2);
        Corpus.Split again = new Corpus("b", turned).holdOut(0.2);

        // Then
        assertThat(again.heldOut().reviews())
                .containsExactlyInAnyOrderElementsOf(split.heldOut().reviews());
        assertThat(split.heldOut().size()).isBetween(330, 470);
        assertThat(split.training().size() + split.heldOut().size()).isEqualTo(2_000);
    }

    @Test
    void shouldKeepCopiesOfATextOnOneSide() {
        // Given
        List<LabelledReview> doubled = new ArrayList<>(reviews);
        doubled.addAll(reviews);

        // When
        Corpus.Split split = new Corpus("a", doubled).holdOut(0.5);

        // Then
        assertThat(split.training().reviews())
                .doesNotContainAnyElementsOf(split.heldOut().reviews());
    }

    @Test
    void shouldSampleTheSameReviewsFromTheSameSeed() {
        // Given
        Corpus corpus = new Corpus("a", reviews);

        // When
        Corpus sample = corpus.sample(100, 1);

        // Then
        assertThat(corpus.sample(100, 1)).isEqualTo(sample);
        assertThat(corpus.sample(100, 2)).isNotEqualTo(sample);
        assertThat(sample.reviews()).hasSize(100).doesNotHaveDuplicates().isSubsetOf(reviews);
        assertThat(corpus.sample(5_000, 1).size()).isEqualTo(2_000);
    }

    @Test
    void shouldHashLabelsTextsAndTheirOrder() {
        LabelledReview good = new LabelledReview("good", true);
        LabelledReview bad = new LabelledReview("bad", false);
        String hash = new Corpus("a", List.of(good, bad)).hash();

        assertThat(new Corpus("b", List.of(good, bad)).hash()).isEqualTo(hash);
        assertThat(new Corpus("a", List.of(bad, good)).hash()).isNotEqualTo(hash);
        assertThat(new Corpus("a", List.of(good, new LabelledReview("bad", true))).hash())
                .isNotEqualTo(hash);
    }
}
