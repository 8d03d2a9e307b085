// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.tune;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.pytorch.Tensor;

/**
 * A text as a sentence encoder reads it.
 *
 * @param text which one, of those at hand
 * @param ids its tokens
 */
record TokenRow(int text, long[] ids) {
    /** Of a batch: more would leave the core's cache. */
    private static final int BATCH_TOKENS = 2_048;

    /** Rows of one length together: attention then needs no mask, and nothing is padded. */
    static List<List<TokenRow>> batches(List<TokenRow> rows) {
        Map<Integer, List<TokenRow>> byLength = new TreeMap<>();
        rows.forEach(row -> byLength.computeIfAbsent(row.ids.length, length -> new ArrayList<>())
                .add(row));
        List<List<TokenRow>> batches = new ArrayList<>();
        byLength.forEach((length, alike) -> {
            int size = Math.max(1, BATCH_TOKENS / length);
            for (int from = 0; from < alike.size(); from += size) {
                batches.add(List.copyOf(alike.subList(from, Math.min(alike.size(), from + size))));
            }
        });
        return batches;
    }

    /** [rows, tokens]. */
    static Tensor tensor(List<TokenRow> batch) {
        int length = batch.get(0).ids.length;
        long[] all = new long[batch.size() * length];
        for (int row = 0; row < batch.size(); row++) {
            System.arraycopy(batch.get(row).ids, 0, all, row * length, length);
        }
        return Tensor.create(all, batch.size(), length);
    }
}
