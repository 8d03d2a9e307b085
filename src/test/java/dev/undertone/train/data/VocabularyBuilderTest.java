// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.text.Vocabulary;
import java.util.List;
import org.junit.jupiter.api.Test;

class VocabularyBuilderTest {
    private static final List<String> TEXTS = List.of("pear apple fig apple", "fig APPLE pear date");

    @Test
    void shouldOrderTokensByCountThenByCharacters() {
        // When
        Vocabulary vocabulary = VocabularyBuilder.build(TEXTS.stream(), 100);

        // Then
        assertThat(vocabulary).isEqualTo(Vocabulary.of(List.of("apple", "fig", "pear", "date")));
    }

    @Test
    void shouldKeepTheMostFrequentTokensWithinTheSize() {
        // When
        Vocabulary vocabulary = VocabularyBuilder.build(TEXTS.stream(), 4);

        // Then
        assertThat(vocabulary.size()).isEqualTo(4);
        assertThat(vocabulary.id("pear")).isEqualTo(Vocabulary.UNKNOWN);
    }
}
