// SPDX-License-Identifier: Apache-2.0
package dev.undertone.ngram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.undertone.text.TokenIds;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NgramHashTableTest {
    private static final int MANY = 1 << 16;

    @Test
    void shouldGiveSlotsToTheNgramsOfAsManyTextsAsAskedFor() {
        // Given
        List<TokenIds> texts = List.of(TokenIds.of(5, 6, 7), TokenIds.of(5, 6, 8));

        // When
        NgramHashTable slots = NgramHashTable.of(texts, MANY, 2);

        // Then: 5, 6 and the pair of both.
        assertThat(slots.size()).isEqualTo(3);
        assertThat(slots.held(TokenIds.of(5, 6))).hasSize(3);
        assertThat(slots.held(TokenIds.of(6, 5))).hasSize(2);
        assertThat(slots.held(TokenIds.of(7, 8, 9))).isEmpty();
    }

    @Test
    void shouldFindTwoTokensWithAnyBetweenThem() {
        // Given
        List<TokenIds> texts = List.of(TokenIds.of(5, 6, 7), TokenIds.of(5, 8, 7));

        // When
        NgramHashTable slots = NgramHashTable.of(texts, MANY, 2);

        // Then: 5, 7, and both around another.
        assertThat(slots.size()).isEqualTo(3);
        assertThat(slots.held(TokenIds.of(5, 9, 7))).hasSize(3);
        assertThat(slots.held(TokenIds.of(5, 7))).hasSize(2);
    }

    @Test
    void shouldCountEachNgramOnceATextHoweverOftenItOccurs() {
        // Given
        List<TokenIds> texts = List.of(TokenIds.of(5, 5, 5, 5), TokenIds.of(6));

        // When
        NgramHashTable once = NgramHashTable.of(texts, MANY, 1);
        NgramHashTable twice = NgramHashTable.of(texts, MANY, 2);

        // Then: one to four times 5, 5 twice with a token between, and 6.
        assertThat(once.size()).isEqualTo(6);
        assertThat(once.held(TokenIds.of(5, 5, 5, 5, 5)))
                .hasSize(5)
                .doesNotHaveDuplicates()
                .isSorted();
        assertThat(twice.size()).isZero();
    }

    @Test
    void shouldGiveASharedSlotToTheMostFrequent() {
        // Given: a single slot, and a token more frequent than all others.
        List<TokenIds> texts = List.of(TokenIds.of(5), TokenIds.of(6), TokenIds.of(7), TokenIds.of(6));

        // When
        NgramHashTable slots = NgramHashTable.of(texts, 1, 1);

        // Then
        assertThat(slots.size()).isEqualTo(1);
        assertThat(slots.held(TokenIds.of(6))).containsExactly(0);
        assertThat(slots.held(TokenIds.of(5, 7))).isEmpty();
    }

    @Test
    void shouldTellApartWhatSharesASlot() {
        // Given: a hundred n-grams for each slot.
        int[] ids = IntStream.rangeClosed(2, 20_001).toArray();

        // When
        NgramHashTable slots = NgramHashTable.of(List.of(TokenIds.of(ids)), 1_000, 1);

        // Then
        assertThat(slots.size()).isEqualTo(1_000);
        int owning =
                Arrays.stream(ids).map(id -> slots.held(TokenIds.of(id)).length).sum();
        assertThat(owning).isBetween(1, 1_000);
        assertThat(slots.held(TokenIds.of(ids))).hasSize(1_000);
    }

    @Test
    void shouldFindNothingInATextWithoutTokens() {
        // Given
        NgramHashTable slots = NgramHashTable.of(Collections.nCopies(3, TokenIds.of(4)), MANY, 1);

        // When Then
        assertThat(slots.held(TokenIds.of())).isEmpty();
    }

    @Test
    void shouldRefuseToDoWithoutSlots() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NgramHashTable.of(List.of(), 0, 1))
                .withMessage("n-grams need a slot at least, not 0");
    }
}
