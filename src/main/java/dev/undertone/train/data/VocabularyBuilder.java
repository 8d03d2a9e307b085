// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.data;

import dev.undertone.text.Tokenizer;
import dev.undertone.text.Vocabulary;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Chooses the tokens a model learns. */
public final class VocabularyBuilder {
    private static final int RESERVED = 2;

    private VocabularyBuilder() {}

    /**
     * The most frequent tokens of {@code texts}, by count and, where counts are equal, in the order of
     * their characters.
     *
     * @param size the most ids the vocabulary may have, the two reserved ones included
     */
    public static Vocabulary build(Stream<String> texts, int size) {
        Tokenizer tokenizer = new Tokenizer();
        Map<String, Integer> counts = new HashMap<>();
        texts.forEach(text -> tokenizer.tokenize(
                text, (source, start, end) -> counts.merge(new String(source, start, end - start), 1, Integer::sum)));
        List<String> tokens = counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(Math.max(0, size - RESERVED))
                .map(Map.Entry::getKey)
                .toList();
        return Vocabulary.of(tokens);
    }
}
