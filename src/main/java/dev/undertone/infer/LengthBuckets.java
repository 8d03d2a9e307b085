// SPDX-License-Identifier: Apache-2.0
package dev.undertone.infer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/** Cuts a batch into parts of like lengths, so that padding each to its longest costs little. */
public final class LengthBuckets {
    private LengthBuckets() {}

    /**
     * The positions of {@code items} sorted by length, in parts of at most {@code maxSize}; every position is in
     * exactly one part.
     */
    public static <T> List<List<Integer>> of(List<T> items, ToIntFunction<T> length, int maxSize) {
        if (maxSize < 1) {
            throw new IllegalArgumentException("a part holds at least 1 item, not " + maxSize);
        }
        List<Integer> sorted = IntStream.range(0, items.size())
                .boxed()
                .sorted(Comparator.comparingInt(position -> length.applyAsInt(items.get(position))))
                .toList();
        List<List<Integer>> parts = new ArrayList<>();
        for (int start = 0; start < sorted.size(); start += maxSize) {
            parts.add(sorted.subList(start, Math.min(sorted.size(), start + maxSize)));
        }
        return parts;
    }
}
