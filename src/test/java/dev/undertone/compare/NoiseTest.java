// SPDX-License-Identifier: Apache-2.0
package dev.undertone.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NoiseTest {
    private static final String TEXT =
            IntStream.range(0, 1_000).mapToObj(i -> "word" + i).collect(Collectors.joining(" "));

    @ParameterizedTest
    @EnumSource
    void shouldDoTheSameDamageWithTheSameRandomNumbers(Noise noise) {
        assertThat(noise.in(TEXT, 0.2, new Random(1)))
                .isEqualTo(noise.in(TEXT, 0.2, new Random(1)))
                .isNotEqualTo(noise.in(TEXT, 0.2, new Random(2)));
    }

    @ParameterizedTest
    @EnumSource
    void shouldDoNoDamageToNoShareOfTheWords(Noise noise) {
        assertThat(noise.in(TEXT, 0, new Random(1))).isEqualTo(TEXT);
    }

    @Test
    void shouldLeaveOutAShareOfTheWordsAndKeepTheOthersInOrder() {
        // When
        List<String> kept = words(Noise.DROPPED_WORDS.in(TEXT, 0.2, new Random(1)));

        // Then
        assertThat(kept).hasSizeBetween(760, 840);
        assertThat(words(TEXT)).containsSubsequence(kept);
    }

    @Test
    void shouldKeepAWordWhereAllAreToBeLeftOut() {
        assertThat(Noise.DROPPED_WORDS.in("one two three", 1, new Random(1))).isEqualTo("one");
    }

    @Test
    void shouldMistypeAboutTheShareOfTheWordsAndLeaveOutNone() {
        // When
        List<String> typed = words(Noise.TYPOS.in(TEXT, 0.2, new Random(1)));

        // Then
        List<String> words = words(TEXT);
        assertThat(typed).hasSameSizeAs(words);
        long wrong = IntStream.range(0, words.size())
                .filter(i -> !words.get(i).equals(typed.get(i)))
                .count();
        assertThat(wrong).isBetween(150L, 240L);
        assertThat(typed)
                .zipSatisfy(
                        words,
                        (mistyped, word) ->
                                assertThat(mistyped.length()).isBetween(word.length() - 1, word.length() + 1));
    }

    @Test
    void shouldLeaveWordsAloneThatHaveNoTwoLetters() {
        assertThat(Noise.TYPOS.in("I a 7/10 ?! 1999", 1, new Random(1))).isEqualTo("I a 7/10 ?! 1999");
    }

    @Test
    void shouldTakeATagForNoWord() {
        assertThat(Noise.TYPOS.in("7<br /><br />8", 1, new Random(1))).isEqualTo("7 8");
    }

    private static List<String> words(String text) {
        return List.of(text.split(" "));
    }
}
