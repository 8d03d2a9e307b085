// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.data;

import dev.undertone.infer.LengthBuckets;
import dev.undertone.text.TokenIds;
import dev.undertone.train.plan.Seeds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Which reviews meet in which batch of an epoch. */
public final class BatchOrder {
    /** Sorting by length inside windows of this many batches saves most padding and still mixes the reviews. */
    private static final int WINDOW_BATCHES = 50;

    private BatchOrder() {}

    /** Every review once: shuffled, then gathered with reviews of like lengths, the batches in random order. */
    public static List<List<Integer>> shuffled(Dataset corpus, int batchSize, long seed, int epoch) {
        Random random = Seeds.random(seed, Seeds.ORDER, epoch);
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, corpus.size()).boxed().toList());
        Collections.shuffle(order, random);
        List<List<Integer>> batches = new ArrayList<>();
        int window = WINDOW_BATCHES * batchSize;
        for (int start = 0; start < order.size(); start += window) {
            List<Integer> part = order.subList(start, Math.min(order.size(), start + window));
            List<TokenIds> reviews = part.stream().map(corpus.reviews()::get).toList();
            for (List<Integer> bucket : LengthBuckets.of(reviews, TokenIds::length, batchSize)) {
                batches.add(bucket.stream().map(part::get).toList());
            }
        }
        Collections.shuffle(batches, random);
        return batches;
    }

    /** Every review once, shortest first. */
    public static List<List<Integer>> byLength(List<TokenIds> reviews, int batchSize) {
        return LengthBuckets.of(reviews, TokenIds::length, batchSize);
    }
}
