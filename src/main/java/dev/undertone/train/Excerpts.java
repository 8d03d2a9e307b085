// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train;

import dev.undertone.text.Tokenizer;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Draws short sentences out of reviews, to be learned with the label of the review they are from. Long reviews alone
 * teach a network little of how to read a text of three words, and that is what people type first; and how probable a
 * pleased writer is given such a sentence is just what its score should say. Confined to one thread.
 */
final class Excerpts {
    private static final int MOST_TOKENS = 12;

    private final Tokenizer tokenizer = new Tokenizer();
    private final BreakIterator sentences = BreakIterator.getSentenceInstance(Locale.ROOT);
    private final int most;
    private final Random random;

    /** @param most sentences of each review; 0 draws none */
    Excerpts(int most, Random random) {
        this.most = most;
        this.random = random;
    }

    /** The sentences drawn from {@code text}: none where it has no short one. */
    List<String> of(String text) {
        if (most == 0) {
            return List.of();
        }
        // A tag mostly stands between two lines, and would glue their sentences together.
        String plain = text.replaceAll("<[^<>]{1,20}>", "\n");
        sentences.setText(plain);
        List<String> found = new ArrayList<>();
        int start = sentences.first();
        for (int end = sentences.next(); end != BreakIterator.DONE; end = sentences.next()) {
            String sentence = plain.substring(start, end).strip();
            int tokens = tokenizer.tokenize(sentence).size();
            if (tokens > 0 && tokens <= MOST_TOKENS) {
                found.add(sentence);
            }
            start = end;
        }
        Collections.shuffle(found, random);
        return List.copyOf(found.subList(0, Math.min(most, found.size())));
    }
}
