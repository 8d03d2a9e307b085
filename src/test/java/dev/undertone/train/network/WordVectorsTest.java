// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.text.TokenIds;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WordVectorsTest {
    private static final int SIZE = 8;

    @Test
    void shouldPutTokensOfLikeNeighboursInLikePlaces() {
        // Given
        List<TokenIds> reviews = new ArrayList<>();
        Random random = new Random(1);
        for (int i = 0; i < 1_000; i++) {
            // Tokens 2 and 3 live among 10 to 14, tokens 4 and 5 among 15 to 19.
            int side = i % 2;
            // Long ones, because so few tokens are all frequent and mostly skipped.
            int[] ids = new int[90];
            for (int k = 0; k < ids.length; k++) {
                ids[k] = k % 3 == 0 ? 2 + 2 * side + random.nextInt(2) : 10 + 5 * side + random.nextInt(5);
            }
            reviews.add(TokenIds.of(ids));
        }

        // When
        float[] vectors = WordVectors.learn(reviews, 20, SIZE, 60, 1, read -> {});

        // Then
        assertThat(cosine(vectors, 2, 3)).isGreaterThan(0.9);
        assertThat(cosine(vectors, 4, 5)).isGreaterThan(0.9);
        assertThat(cosine(vectors, 2, 4)).isLessThan(0.5);
    }

    @Test
    void shouldGiveTheSameVectorsForTheSameSeed() {
        // Given
        List<TokenIds> reviews = List.of(TokenIds.of(2, 3, 4, 2, 3, 5), TokenIds.of(5, 4, 3, 1));

        // When
        float[] vectors = WordVectors.learn(reviews, 6, SIZE, 3, 1, read -> {});

        // Then
        assertThat(WordVectors.learn(reviews, 6, SIZE, 3, 1, read -> {})).isEqualTo(vectors);
        assertThat(WordVectors.learn(reviews, 6, SIZE, 3, 2, read -> {})).isNotEqualTo(vectors);
    }

    private static double cosine(float[] vectors, int left, int right) {
        double dot = 0;
        double leftLength = 0;
        double rightLength = 0;
        for (int i = 0; i < SIZE; i++) {
            double a = vectors[left * SIZE + i];
            double b = vectors[right * SIZE + i];
            dot += a * b;
            leftLength += a * a;
            rightLength += b * b;
        }
        return dot / Math.sqrt(leftLength * rightLength);
    }
}
