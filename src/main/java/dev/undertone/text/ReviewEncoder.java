// SPDX-License-Identifier: Apache-2.0
package dev.undertone.text;

import java.util.Arrays;
import java.util.Objects;

/**
 * Turns a review's text into the ids a model reads. Of a review with more tokens than the limit, the first quarter of
 * the limit and the last three quarters are kept: the verdict often comes last (Sun et al. 2019, "How to Fine-Tune BERT
 * for Text Classification", section 5.3.1). Safe for use by many threads.
 */
public final class ReviewEncoder {
    /** Below it there is no head to keep. */
    public static final int SMALLEST_TOKEN_LIMIT = 4;

    private final Tokenizer tokenizer = new Tokenizer();
    private final Vocabulary vocabulary;
    private final int tokenLimit;

    public ReviewEncoder(Vocabulary vocabulary, int tokenLimit) {
        if (tokenLimit < SMALLEST_TOKEN_LIMIT) {
            throw new IllegalArgumentException(
                    "the token limit must be at least " + SMALLEST_TOKEN_LIMIT + ", not " + tokenLimit);
        }
        this.vocabulary = Objects.requireNonNull(vocabulary, "vocabulary");
        this.tokenLimit = tokenLimit;
    }

    /** The ids of {@code text}, at most the token limit; empty where the text holds no token. */
    public TokenIds encode(String text) {
        Window window = new Window(tokenLimit);
        tokenizer.tokenize(text, (source, start, end) -> window.add(vocabulary.id(source, start, end)));
        return window.ids();
    }

    /**
     * The same ids, each with its place in {@code text}. For who is asked why a score is what it is: it takes longer,
     * and notes all tokens before it leaves some out.
     */
    public TokenIds encodeWithPlaces(String text) {
        LocatedTokens tokens = new LocatedTokens();
        tokenizer.locate(
                text, (normal, start, end, from, to) -> tokens.add(vocabulary.id(normal, start, end), from, to));
        return tokens.ids(text, tokenLimit, headOf(tokenLimit));
    }

    private static int headOf(int limit) {
        return limit / 4;
    }

    /** Keeps the head and, in a ring behind it, the tail of the ids seen. */
    private static final class Window {
        private final int limit;
        private final int head;
        private int[] ids;
        private int seen;

        Window(int limit) {
            this.limit = limit;
            this.head = headOf(limit);
            this.ids = new int[Math.min(limit, 64)];
        }

        void add(int id) {
            if (seen < limit) {
                if (seen == ids.length) {
                    ids = Arrays.copyOf(ids, Math.min(limit, 2 * seen));
                }
                ids[seen] = id;
            } else {
                ids[oldestOfTail()] = id;
            }
            // A text of more tokens than an int counts does not fit a String.
            seen++;
        }

        private int oldestOfTail() {
            return head + (seen - head) % (limit - head);
        }

        TokenIds ids() {
            if (seen <= limit) {
                return new TokenIds(Arrays.copyOf(ids, seen), false);
            }
            int[] ordered = new int[limit];
            int oldest = oldestOfTail();
            System.arraycopy(ids, 0, ordered, 0, head);
            System.arraycopy(ids, oldest, ordered, head, limit - oldest);
            System.arraycopy(ids, head, ordered, head + limit - oldest, oldest - head);
            return new TokenIds(ordered, true);
        }
    }
}
