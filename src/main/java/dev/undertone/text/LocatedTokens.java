// SPDX-License-Identifier: Apache-2.0
package dev.undertone.text;

import java.util.Arrays;

/** Gathers all tokens of a text with their places. Confined to one thread. */
final class LocatedTokens {
    private int[] ids = new int[64];
    private int[] starts = new int[64];
    private int[] ends = new int[64];
    private int size;

    void add(int id, int start, int end) {
        if (size == ids.length) {
            ids = Arrays.copyOf(ids, 2 * size);
            starts = Arrays.copyOf(starts, 2 * size);
            ends = Arrays.copyOf(ends, 2 * size);
        }
        ids[size] = id;
        starts[size] = start;
        ends[size] = end;
        size++;
    }

    /** All of them, or the first {@code head} and as many of the last as make {@code limit} with those. */
    TokenIds ids(String text, int limit, int head) {
        return new TokenIds(
                chosen(ids, limit, head),
                size > limit,
                new TokenPlaces(text, chosen(starts, limit, head), chosen(ends, limit, head)));
    }

    private int[] chosen(int[] values, int limit, int head) {
        if (size <= limit) {
            return Arrays.copyOf(values, size);
        }
        int[] chosen = Arrays.copyOf(values, limit);
        System.arraycopy(values, size - (limit - head), chosen, head, limit - head);
        return chosen;
    }
}
