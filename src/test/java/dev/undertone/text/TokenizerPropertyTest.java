// SPDX-License-Identifier: Apache-2.0
package dev.undertone.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TokenizerPropertyTest {
    private static final long SEED = 20_261_123;
    private static final int TEXTS = 50_000;
    private static final int MEGABYTE = 1_000_000;

    private final Tokenizer tokenizer = new Tokenizer();

    @Test
    void shouldHoldItsPromisesForEveryCodePoint() {
        for (int first = 0; first <= Character.MAX_CODE_POINT; first += 32) {
            StringBuilder aloneAndBetweenLetters = new StringBuilder();
            for (int codePoint = first; codePoint < first + 32; codePoint++) {
                String character = Character.toString(codePoint);
                aloneAndBetweenLetters
                        .append(character)
                        .append(" a")
                        .append(character)
                        .append("B ");
            }
            requirePromises(aloneAndBetweenLetters.toString());
        }
    }

    @Test
    void shouldHoldItsPromisesForRandomCharacters() {
        Random random = new Random(SEED);
        for (int i = 0; i < TEXTS; i++) {
            requirePromises(Morsels.randomChars(random));
        }
    }

    @Test
    void shouldHoldItsPromisesForMorselsOfTheRules() {
        Random random = new Random(SEED);
        for (int i = 0; i < TEXTS; i++) {
            requirePromises(soup(random, Morsels.ALL, random.nextInt(10)));
        }
    }

    @Test
    void shouldHoldItsPromisesForMarkupSoup() {
        Random random = new Random(SEED);
        for (int i = 0; i < TEXTS; i++) {
            requirePromises(soup(random, Morsels.TAGS_AND_ENTITIES, random.nextInt(20)));
        }
    }

    @Test
    void shouldHoldItsPromisesForRunsOfCombiningMarks() {
        List<String> marks = List.of(
                "\u0301",
                "\u0316",
                "\u0315",
                "\u0344",
                "\u0345",
                "\u3099",
                "\uff9e",
                "\u09c7",
                "\u09be",
                "\u0f73",
                "\u034f",
                "\u20dd",
                "\ufe0f",
                "\ud834\udd65",
                "İ",
                "\u1161",
                "\u00ad",
                "\ud800");
        Random random = new Random(SEED);
        for (int i = 0; i < TEXTS / 10; i++) {
            List<String> some = marks.subList(0, 1 + random.nextInt(marks.size()));
            requirePromises("a" + soup(random, some, 20 + random.nextInt(60)) + "e'x");
        }
    }

    @Test
    void shouldGiveTheSameTokensAgainAndInEveryThread() throws Exception {
        // Given
        Random random = new Random(SEED);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            texts.add(soup(random, Morsels.ALL, random.nextInt(30)));
        }
        List<List<String>> expected = texts.stream().map(tokenizer::tokenize).toList();
        Callable<List<List<String>>> task =
                () -> texts.stream().map(tokenizer::tokenize).toList();
        ExecutorService threads = Executors.newFixedThreadPool(8);

        // When
        List<Future<List<List<String>>>> answers;
        try {
            answers = threads.invokeAll(Collections.nCopies(8, task));
        } finally {
            threads.shutdown();
        }

        // Then
        for (Future<List<List<String>>> answer : answers) {
            assertThat(answer.get()).as("seed %d", SEED).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("nasty")
    @Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void shouldTakeTimeInProportionToTheText(String unit) {
        // Given
        String quarter = repeated(unit, MEGABYTE / 4);
        String whole = repeated(unit, MEGABYTE);
        fastestOf(1, quarter);

        // When
        double quarterMillis = fastestOf(2, quarter);
        double wholeMillis = fastestOf(2, whole);

        // Then
        assertThat(wholeMillis).as("milliseconds for 1 MB").isLessThan(700);
        // In proportion is 4, quadratic 16; noise of some milliseconds must not matter.
        assertThat(wholeMillis)
                .as("milliseconds for four times %.1f's text", quarterMillis)
                .isLessThan(10 * quarterMillis + 60);
    }

    static List<Arguments> nasty() {
        return List.of(
                argumentSet("<", "<"),
                argumentSet("<a", "<a"),
                argumentSet("<a and a long tail", "<a" + "b".repeat(300)),
                argumentSet("<!", "<!"),
                argumentSet("&", "&"),
                argumentSet("&#", "&#"),
                argumentSet("&#x and digits", "&#x1234567"),
                argumentSet("one word", "a"),
                argumentSet("one word with accents", "é"),
                argumentSet("one word with apostrophes", "a'"),
                argumentSet("emoticons", ":-)"),
                argumentSet("beginnings of emoticons", ">:'"),
                argumentSet("combining marks", "\u0301"),
                argumentSet("combining marks in the wrong order", "\u0301\u0316"),
                argumentSet("halfwidth voicing signs", "\uff9e\u0301"),
                argumentSet("capital sigma", "Σ"),
                argumentSet("dotted capital I", "İ"),
                argumentSet("Hangul letters", "\u1100\u1161\u11a8"),
                argumentSet("emoji", "😀"),
                argumentSet("lone surrogates", "\ud800"),
                argumentSet("tags", "<br />x"),
                argumentSet("mixed", "Great <b>film</b> &eacute; Σİ 好 😀 e\u0301 <a &# :-) don’t! "));
    }

    private static String repeated(String unit, int length) {
        return unit.repeat(length / unit.length());
    }

    /** Of the processor, so that other programs at work do not matter. */
    private double fastestOf(int times, String text) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long fastest = Long.MAX_VALUE;
        for (int i = 0; i < times; i++) {
            int[] tokens = {0};
            long start = threads.getCurrentThreadCpuTime();
            tokenizer.tokenize(text, (source, from, to) -> tokens[0]++);
            fastest = Math.min(fastest, threads.getCurrentThreadCpuTime() - start);
        }
        return fastest / 1e6;
    }

    private static String soup(Random random, List<String> ingredients, int pieces) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < pieces; i++) {
            text.append(ingredients.get(random.nextInt(ingredients.size())));
        }
        return text.toString();
    }

    /** Idempotent, in slices that are not empty, ordered and apart, without whitespace, and no exception. */
    private void requirePromises(String text) {
        List<String> tokens = new ArrayList<>();
        int[] last = {0};
        try {
            tokenizer.tokenize(text, (source, start, end) -> {
                if (start < last[0] || end <= start || end > source.length) {
                    throw new AssertionError("slice " + start + ".." + end + " after " + last[0]);
                }
                last[0] = end;
                String token = new String(source, start, end - start);
                if (holdsWhitespace(token)) {
                    throw new AssertionError("whitespace in a token");
                }
                tokens.add(token);
            });
            List<String> again = tokenizer.tokenize(String.join(" ", tokens));
            if (!tokens.equals(again)) {
                throw new AssertionError(
                        "tokens " + escaped(tokens.toString()) + " became " + escaped(again.toString()));
            }
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("seed " + SEED + ", text \"" + escaped(text) + "\": " + e.getMessage(), e);
        }
    }

    private static boolean holdsWhitespace(String token) {
        for (int i = 0; i < token.length(); i++) {
            char c = token.charAt(i);
            if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                return true;
            }
        }
        return false;
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (char c : text.toCharArray()) {
            escaped.append(c >= ' ' && c <= '~' ? String.valueOf(c) : String.format("\\u%04x", (int) c));
        }
        return escaped.toString();
    }
}
