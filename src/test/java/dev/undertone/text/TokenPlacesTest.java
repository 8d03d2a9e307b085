// SPDX-License-Identifier: Apache-2.0
package dev.undertone.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenPlacesTest {
    private static final long SEED = 20_261_129;
    private static final int TEXTS = 50_000;

    private final Tokenizer tokenizer = new Tokenizer();

    @ParameterizedTest
    @MethodSource("texts")
    void shouldGiveEachTokensPlaceInTheOriginalText(String text, List<String> places) {
        // When
        List<String> found = new ArrayList<>();
        tokenizer.locate(text, (normal, start, end, from, to) -> found.add(from + " " + text.substring(from, to)));

        // Then
        assertThat(found).isEqualTo(places);
    }

    static Stream<Arguments> texts() {
        return Stream.of(
                arguments("It BROKE after", List.of("0 It", "3 BROKE", "9 after")),
                arguments("  good\t\n bad ", List.of("2 good", "9 bad")),
                arguments(" \u00a0\u2003 good\u00a0\u00a0bad\u3000", List.of("4 good", "10 bad")),
                // Tags and entities.
                arguments("so<br /><br />bad", List.of("0 so", "14 bad")),
                arguments("caf&eacute; &amp; tea&excl;", List.of("0 caf&eacute;", "18 tea", "22 excl")),
                arguments("&#x1F600;good&#33;", List.of("0 &#x1F600;", "9 good", "13 &#33;")),
                arguments("&lt;b&gt; <b>x</b>", List.of("4 b", "13 x")),
                // Accents as one character and as two, soft hyphens, the typographic apostrophe.
                arguments("Cafe\u0301s, caf\u00e9s", List.of("0 Cafe\u0301s", "8 caf\u00e9s")),
                arguments("so\u00adso don\u2019t", List.of("0 so\u00adso", "6 don\u2019t")),
                // What grows and what shrinks when it is normalized.
                arguments(
                        "\ufb01ne x\u2026 \u00bd \u2460",
                        List.of("0 \ufb01ne", "4 x", "7 \u00bd", "7 \u00bd", "9 \u2460")),
                arguments("\u0130stanbul Stra\u1e9ee", List.of("0 \u0130stanbul", "9 Stra\u1e9ee")),
                arguments("\ufdfa ok", List.of("0 \ufdfa", "0 \ufdfa", "0 \ufdfa", "0 \ufdfa", "2 ok")),
                arguments("a" + "\u0301".repeat(40) + " b", List.of("0 a" + "\u0301".repeat(30), "42 b")),
                // Characters of two units, with a skin tone, a variation selector, joiners; halves of them.
                arguments(
                        "\ud83d\ude00 ok \ud83d\udc4d\ud83c\udffd",
                        List.of("0 \ud83d\ude00", "3 ok", "6 \ud83d\udc4d")),
                arguments("I \u2764\ufe0f it", List.of("0 I", "2 \u2764", "5 it")),
                arguments(
                        "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67 ok",
                        List.of("0 \ud83d\udc68", "3 \ud83d\udc69", "6 \ud83d\udc67", "9 ok")),
                arguments("\ud83d bad \ude00ok", List.of("2 bad", "7 ok")),
                arguments(
                        "\ud835\udc06\ud835\udc28\ud835\udc28\ud835\udc1d x",
                        List.of("0 \ud835\udc06\ud835\udc28\ud835\udc28\ud835\udc1d", "9 x")),
                // Scripts without blanks, and several of them in one text.
                arguments("\u597d\u770b ok\u597d", List.of("0 \u597d", "1 \u770b", "3 ok", "5 \u597d")),
                arguments(
                        "\u0e14\u0e35\u0e21\u0e32\u0e01ok",
                        List.of("0 \u0e14\u0e35", "2 \u0e21", "3 \u0e32", "4 \u0e01", "5 ok")),
                arguments("\uff76\uff9e\uff9e \u304b\u3099", List.of("0 \uff76\uff9e\uff9e", "4 \u304b\u3099")),
                arguments(
                        "\u3147\u3147\u314b\u314b \u1112\u1161\u11ab",
                        List.of("0 \u3147", "1 \u3147", "2 \u314b", "3 \u314b", "5 \u1112\u1161\u11ab")),
                arguments(
                        "\u0627\u0644\u062e\u062f\u0645\u0629 \u0633\u064e\u064a\u0651\u0626\u0629",
                        List.of("0 \u0627\u0644\u062e\u062f\u0645\u0629", "7 \u0633\u064e\u064a\u0651\u0626\u0629")),
                // Emoticons.
                arguments("bad:( GOOD :-D !", List.of("0 bad", "3 :(", "6 GOOD", "11 :-D", "15 !")),
                arguments("", List.of()),
                arguments("  ... ", List.of()));
    }

    @Test
    void shouldCutTheSameTokensAsWithoutPlacesForEveryCodePoint() {
        for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
            String character = Character.toString(codePoint);
            requirePlaces(character + " a" + character + "B\u0301" + character + character);
        }
    }

    @Test
    void shouldCutTheSameTokensAsWithoutPlacesForMorselsOfTheRules() {
        Random random = new Random(SEED);
        for (int i = 0; i < TEXTS; i++) {
            requirePlaces(soup(random, Morsels.ALL, random.nextInt(12)));
            requirePlaces(soup(random, Morsels.TAGS_AND_ENTITIES, random.nextInt(20)));
        }
    }

    @Test
    void shouldCutTheSameTokensAsWithoutPlacesForRandomCharacters() {
        Random random = new Random(SEED);
        for (int i = 0; i < TEXTS; i++) {
            requirePlaces(Morsels.randomChars(random));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 7, 10, 11, 12, 50})
    void shouldKeepThePlacesOfHeadAndTail(int limit) {
        // Given: eleven words of two letters, all known.
        List<String> words =
                IntStream.range(0, 11).mapToObj(i -> "w" + (char) ('a' + i)).toList();
        String text = String.join("  ", words);
        ReviewEncoder encoder = new ReviewEncoder(Vocabulary.of(words), limit);

        // When
        TokenIds ids = encoder.encodeWithPlaces(text);

        // Then
        TokenPlaces places = ids.places().orElseThrow();
        assertThat(ids).isEqualTo(encoder.encode(text));
        assertThat(encoder.encode(text).places()).isEmpty();
        assertThat(IntStream.range(0, ids.length()).mapToObj(i -> text.substring(places.start(i), places.end(i))))
                .containsExactlyElementsOf(IntStream.range(0, ids.length())
                        .mapToObj(i -> words.get(ids.id(i) - 2))
                        .toList());
    }

    /** The same tokens; their places follow one another, hold something and cut no character in two. */
    private void requirePlaces(String text) {
        List<String> tokens = new ArrayList<>();
        int[] last = {0, 0};
        tokenizer.locate(text, (normal, start, end, from, to) -> {
            tokens.add(new String(normal, start, end - start));
            boolean behind = from >= last[1] || (from >= last[0] && to >= last[1]);
            if (!behind || to <= from || to > text.length() || cuts(text, from) || cuts(text, to)) {
                throw new AssertionError("place " + from + ".." + to + " behind " + last[0] + ".." + last[1] + " in "
                        + text.chars().mapToObj(Integer::toHexString).toList());
            }
            last[0] = from;
            last[1] = to;
        });
        if (!tokens.equals(tokenizer.tokenize(text))) {
            throw new AssertionError("other tokens for "
                    + text.chars().mapToObj(Integer::toHexString).toList());
        }
    }

    private static boolean cuts(String text, int at) {
        return at > 0
                && at < text.length()
                && Character.isHighSurrogate(text.charAt(at - 1))
                && Character.isLowSurrogate(text.charAt(at));
    }

    private static String soup(Random random, List<String> ingredients, int pieces) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < pieces; i++) {
            text.append(ingredients.get(random.nextInt(ingredients.size())));
        }
        return text.toString();
    }
}
