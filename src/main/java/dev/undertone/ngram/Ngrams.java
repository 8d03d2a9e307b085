// SPDX-License-Identifier: Apache-2.0
package dev.undertone.ngram;

import dev.undertone.text.Tokenizer;
import java.util.Arrays;

/**
 * Tells which n-grams a text holds, each as the 64 bits of a hash: among millions of n-grams two that share one are not
 * to be expected. Safe for use by many threads.
 */
final class Ngrams {
    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

    private final Tokenizer tokenizer = new Tokenizer();
    private final int longest;

    /** @param longest how many tokens the longest n-grams have */
    Ngrams(int longest) {
        this.longest = longest;
    }

    /** The n-grams of {@code text}, ascending, each once however often it occurs. */
    long[] of(String text) {
        Collector collector = new Collector();
        tokenizer.tokenize(text, collector::add);
        return collector.distinct();
    }

    private final class Collector {
        /** Of the n-grams that end at the last token, by their length less one. */
        private final long[] hashes = new long[longest];

        private int tokens;
        private long[] found = new long[1_024];
        private int count;

        void add(char[] text, int start, int end) {
            long token = hash(text, start, end);
            for (int n = Math.min(tokens, longest - 1); n > 0; n--) {
                hashes[n] = mixed(hashes[n - 1] * MULTIPLIER + token);
            }
            hashes[0] = token;
            tokens++;
            for (int n = 0; n < Math.min(tokens, longest); n++) {
                if (count == found.length) {
                    found = Arrays.copyOf(found, 2 * count);
                }
                found[count++] = hashes[n];
            }
        }

        long[] distinct() {
            Arrays.sort(found, 0, count);
            int kept = 0;
            for (int i = 0; i < count; i++) {
                if (i == 0 || found[i] != found[i - 1]) {
                    found[kept++] = found[i];
                }
            }
            return Arrays.copyOf(found, kept);
        }

        private static long hash(char[] text, int start, int end) {
            long hash = end - start;
            for (int i = start; i < end; i++) {
                hash = mixed((hash ^ text[i]) * MULTIPLIER);
            }
            return hash;
        }

        private static long mixed(long hash) {
            return hash ^ hash >>> 29;
        }
    }
}
