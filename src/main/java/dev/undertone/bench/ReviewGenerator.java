// SPDX-License-Identifier: Apache-2.0
package dev.undertone.bench;

import dev.undertone.text.Vocabulary;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Makes review events without end from a model's own words, the frequent ones often (Zipf's law over their rank).
 * They mean nothing, but they cost what reviews of their lengths cost. The same seed makes the same events. Confined
 * to one thread.
 */
final class ReviewGenerator {
    private static final int WORDS_A_SENTENCE = 14;

    private final RandomGenerator random;
    private final LengthDistribution lengths;
    private final List<String> words;
    private final double[] cumulative;
    private long made;

    /** @throws IllegalArgumentException if the vocabulary has no word of letters alone */
    ReviewGenerator(Vocabulary vocabulary, LengthDistribution lengths, long seed) {
        this.random = new SplittableRandom(seed);
        this.lengths = lengths;
        this.words = words(vocabulary);
        this.cumulative = new double[words.size()];
        double sum = 0;
        for (int rank = 0; rank < cumulative.length; rank++) {
            sum += 1.0 / (rank + 2.7);
            cumulative[rank] = sum;
        }
    }

    /** The next event, as JSON in UTF-8. */
    byte[] next() {
        StringBuilder event = new StringBuilder(256);
        event.append("{\"id\":\"r").append(made++).append("\",\"text\":\"");
        int length = lengths.sample(random);
        for (int i = 0; i < length; i++) {
            String word = words.get(rank());
            boolean first = i % WORDS_A_SENTENCE == 0;
            if (i > 0) {
                event.append(first ? ". " : " ");
            }
            // Letters alone need no escape.
            event.append(first ? Character.toUpperCase(word.charAt(0)) : word.charAt(0))
                    .append(word, 1, word.length());
        }
        return event.append(".\"}").toString().getBytes(StandardCharsets.UTF_8);
    }

    private int rank() {
        int found = Arrays.binarySearch(cumulative, random.nextDouble() * cumulative[cumulative.length - 1]);
        return Math.min(cumulative.length - 1, found < 0 ? -found - 1 : found);
    }

    private static List<String> words(Vocabulary vocabulary) {
        List<String> words = new ArrayList<>();
        for (int id = Vocabulary.UNKNOWN + 1; id < vocabulary.size(); id++) {
            String token = vocabulary.token(id);
            if (token.chars().allMatch(c -> c >= 'a' && c <= 'z')) {
                words.add(token);
            }
        }
        if (words.isEmpty()) {
            throw new IllegalArgumentException("the model's vocabulary has no word of the letters a to z");
        }
        return words;
    }
}
