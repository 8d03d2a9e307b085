// SPDX-License-Identifier: Apache-2.0
package dev.undertone.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReviewEncoderTest {
    private static final int WORDS = 1_000;

    /** The word n has the id n + 2. */
    private static final Vocabulary VOCABULARY =
            Vocabulary.of(IntStream.range(0, WORDS).mapToObj(n -> "w" + n).toList());

    @Test
    void shouldGiveTheIdsOfTheTokens() {
        // Given
        ReviewEncoder encoder = new ReviewEncoder(Vocabulary.of(List.of("good", "!")), 10);

        // When
        TokenIds ids = encoder.encode("GOOD<br />film!");

        // Then
        assertThat(ids).isEqualTo(TokenIds.of(2, Vocabulary.UNKNOWN, 3));
    }

    @Test
    void shouldGiveNothingForATextWithoutTokens() {
        // When
        TokenIds ids = new ReviewEncoder(VOCABULARY, 10).encode(" ... ");

        // Then
        assertThat(ids).isEqualTo(TokenIds.of());
        assertThat(ids.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5, 7, 8, 63, 64, 65, 100, 127, 128, 300})
    void shouldKeepAQuarterOfTheLimitFromTheHeadAndTheRestFromTheTail(int limit) {
        // Given
        ReviewEncoder encoder = new ReviewEncoder(VOCABULARY, limit);
        List<Integer> lengths = IntStream.concat(
                        IntStream.rangeClosed(1, Math.min(WORDS, 3 * limit)), IntStream.of(WORDS - 1, WORDS))
                .boxed()
                .toList();

        // When
        List<TokenIds> encoded =
                lengths.stream().map(length -> encoder.encode(words(length))).toList();

        // Then
        assertThat(encoded)
                .isEqualTo(lengths.stream().map(length -> naive(length, limit)).toList());
    }

    @Test
    void shouldRefuseALimitThatHasNoQuarter() {
        assertThatThrownBy(() -> new ReviewEncoder(VOCABULARY, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the token limit must be at least 4, not 3");
    }

    private static String words(int count) {
        return IntStream.range(0, count).mapToObj(n -> "w" + n).collect(Collectors.joining(" "));
    }

    private static TokenIds naive(int length, int limit) {
        int head = limit / 4;
        int[] kept = IntStream.range(0, length)
                .filter(n -> length <= limit || n < head || n >= length - (limit - head))
                .map(n -> n + 2)
                .toArray();
        return new TokenIds(kept, length > limit);
    }
}
