// SPDX-License-Identifier: Apache-2.0
package dev.undertone.compare;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Damage to texts, the same for the same random numbers. Tags and runs of blanks become one blank even where nothing
 * is damaged.
 */
public enum Noise {
    /** Words are left out. A text keeps one word at least. */
    DROPPED_WORDS("dropped words", "dropped") {
        @Override
        String damage(List<String> words, double share, Random random) {
            List<String> kept =
                    words.stream().filter(word -> random.nextDouble() >= share).toList();
            return String.join(" ", kept.isEmpty() ? words.subList(0, Math.min(1, words.size())) : kept);
        }
    },
    /**
     * In words of two letters or more, a letter is swapped with the next, left out, doubled, or replaced by another.
     */
    TYPOS("typos", "mistyped") {
        @Override
        String damage(List<String> words, double share, Random random) {
            return words.stream()
                    .map(word -> random.nextDouble() < share ? mistyped(word, random) : word)
                    .collect(Collectors.joining(" "));
        }
    };

    private static final int LETTERS = 'z' - 'a' + 1;

    private final String label;
    private final String participle;

    Noise(String label, String participle) {
        this.label = label;
        this.participle = participle;
    }

    /** What is damaged, for people to read. */
    public String label() {
        return label;
    }

    /** What was done to a word: {@code dropped}. */
    public String participle() {
        return participle;
    }

    /**
     * The text with about {@code share} of its words damaged.
     *
     * @param share 0..1
     */
    public String in(String text, double share, Random random) {
        List<String> words = Stream.of(text.replaceAll("<[^<>]{1,20}>", " ").split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
        return damage(words, share, random);
    }

    abstract String damage(List<String> words, double share, Random random);

    private static String mistyped(String word, Random random) {
        int[] letters = word.chars().filter(Character::isLetter).toArray();
        if (letters.length < 2) {
            return word;
        }
        StringBuilder typed = new StringBuilder(word);
        int at;
        do {
            at = random.nextInt(word.length());
        } while (!Character.isLetter(word.charAt(at)));
        char letter = word.charAt(at);
        switch (random.nextInt(4)) {
            case 0 -> {
                int other = at + 1 < word.length() ? at + 1 : at - 1;
                typed.setCharAt(at, word.charAt(other));
                typed.setCharAt(other, letter);
            }
            case 1 -> typed.deleteCharAt(at);
            case 2 -> typed.insert(at, letter);
            default -> typed.setCharAt(at, (char) ('a' + random.nextInt(LETTERS)));
        }
        return typed.toString();
    }

    /** As in file names and on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
