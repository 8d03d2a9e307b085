// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.corpus.Corpus;
import dev.undertone.corpus.LabelledReview;
import dev.undertone.text.ReviewEncoder;
import dev.undertone.text.Vocabulary;
import dev.undertone.train.SyntheticCorpus;
import dev.undertone.train.network.Batch;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchOrderTest {
    private final Dataset corpus = encoded(SyntheticCorpus.corpus(1_000, 3));

    @Test
    void shouldHoldEveryReviewOnceAnEpoch() {
        // When
        List<List<Integer>> batches = BatchOrder.shuffled(corpus, 16, 1, 1);

        // Then
        assertThat(batches.stream().flatMap(List::stream))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 1_000).boxed().toList());
        assertThat(batches).allSatisfy(batch -> assertThat(batch).hasSizeLessThanOrEqualTo(16));
    }

    @Test
    void shouldDependOnSeedAndEpochAlone() {
        // When
        List<List<Integer>> batches = BatchOrder.shuffled(corpus, 16, 1, 1);

        // Then
        assertThat(BatchOrder.shuffled(corpus, 16, 1, 1)).isEqualTo(batches);
        assertThat(BatchOrder.shuffled(corpus, 16, 1, 2)).isNotEqualTo(batches);
        assertThat(BatchOrder.shuffled(corpus, 16, 2, 1)).isNotEqualTo(batches);
    }

    @Test
    void shouldGatherReviewsOfLikeLengths() {
        // When
        List<List<Integer>> batches = BatchOrder.shuffled(corpus, 16, 1, 1);

        // Then
        long padded = batches.stream()
                .mapToLong(
                        batch -> (long) batch.size() * Batch.of(corpus, batch).time())
                .sum();
        long tokens =
                corpus.reviews().stream().mapToLong(review -> review.length()).sum();
        assertThat((double) padded / tokens).isLessThan(1.1);
    }

    @Test
    void shouldReverseEachReviewInsideItsOwnLength() {
        // Given
        Vocabulary letters = Vocabulary.of(List.of("a", "b", "c"));
        Dataset two = Dataset.of(
                new Corpus("letters", List.of(new LabelledReview("a b c", true), new LabelledReview("b a", false))),
                new ReviewEncoder(letters, 10));

        // When
        Batch batch = Batch.of(two, List.of(0, 1));

        // Then
        assertThat(batch.tokens()).containsExactly(2, 3, 3, 2, 4, 0);
        assertThat(batch.reversal()).containsExactly(4, 3, 2, 1, 0, 5);
        assertThat(batch.padding()).containsExactly(false, false, false, false, false, true);
        assertThat(batch.targets()).extracting(Target::positive).containsExactly(1f, 0f);
    }

    private static Dataset encoded(Corpus corpus) {
        return Dataset.of(
                corpus,
                new ReviewEncoder(
                        VocabularyBuilder.build(corpus.reviews().stream().map(LabelledReview::text), 2_000), 50));
    }
}
