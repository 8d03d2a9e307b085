// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.data;

import dev.undertone.corpus.TextHash;
import dev.undertone.text.Tokenizer;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Draws sentences out of reviews, to be learned beside them. Long reviews alone teach a network little of how to
 * read a text of three words, and that is what people type first. A sentence encoder labels each by itself; without
 * one it is learned with the label of the review it is from, if it is short: how probable a pleased writer is given
 * such a sentence is just what its score should say. Which sentences are drawn depends on their texts alone.
 * Confined to one thread.
 */
public final class SentenceSampler {
    /** Tokens of a sentence that stands for its whole review. */
    public static final int SHORT = 12;
    /** Tokens of a sentence that is labelled by itself. */
    public static final int LONG = 32;

    private final Tokenizer tokenizer = new Tokenizer();
    private final BreakIterator sentences = BreakIterator.getSentenceInstance(Locale.ROOT);
    private final int most;
    private final int longest;

    /**
     * @param most sentences of each review; 0 draws none
     * @param longest tokens of a sentence that may be drawn
     */
    public SentenceSampler(int most, int longest) {
        this.most = most;
        this.longest = longest;
    }

    /** The sentences drawn from {@code text}: none where it has no short one, or is one itself. */
    public List<String> of(String text) {
        if (most == 0) {
            return List.of();
        }
        // A tag mostly stands between two lines, and would glue their sentences together.
        String plain = text.replaceAll("<[^<>]{1,20}>", "\n");
        sentences.setText(plain);
        Map<String, Long> found = new HashMap<>();
        int start = sentences.first();
        for (int end = sentences.next(); end != BreakIterator.DONE; end = sentences.next()) {
            String sentence = plain.substring(start, end).strip();
            int tokens = tokenizer.tokenize(sentence).size();
            if (tokens > 0 && tokens <= longest && !sentence.equals(text.strip())) {
                found.put(sentence, TextHash.number(sentence));
            }
            start = end;
        }
        List<String> drawn = new ArrayList<>(found.keySet());
        drawn.sort(Comparator.comparingLong(found::get));
        return List.copyOf(drawn.subList(0, Math.min(most, drawn.size())));
    }
}
