// SPDX-License-Identifier: Apache-2.0
package dev.undertone.ngram;

import java.util.Arrays;
import java.util.List;

/** Numbers the n-grams that are frequent enough to learn from, from 0 on. Immutable. */
final class NgramDictionary {
    private final long[] hashes;

    private NgramDictionary(long[] hashes) {
        this.hashes = hashes;
    }

    /** Of the n-grams of {@code texts}, each text's distinct, those that {@code fewest} texts or more hold. */
    static NgramDictionary of(List<long[]> texts, int fewest) {
        long[] all = new long[texts.stream().mapToInt(text -> text.length).sum()];
        int filled = 0;
        for (long[] text : texts) {
            System.arraycopy(text, 0, all, filled, text.length);
            filled += text.length;
        }
        Arrays.sort(all);
        int kept = 0;
        for (int start = 0, end; start < all.length; start = end) {
            end = start + 1;
            while (end < all.length && all[end] == all[start]) {
                end++;
            }
            if (end - start >= fewest) {
                all[kept++] = all[start];
            }
        }
        return new NgramDictionary(Arrays.copyOf(all, kept));
    }

    int size() {
        return hashes.length;
    }

    /** The numbers of those n-grams that have one. */
    int[] numbers(long[] ngrams) {
        int[] numbers = new int[ngrams.length];
        int kept = 0;
        for (long ngram : ngrams) {
            int number = Arrays.binarySearch(hashes, ngram);
            if (number >= 0) {
                numbers[kept++] = number;
            }
        }
        return Arrays.copyOf(numbers, kept);
    }
}
