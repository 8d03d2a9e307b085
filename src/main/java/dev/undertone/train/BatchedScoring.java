// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train;

import dev.undertone.infer.SentimentModel;
import dev.undertone.text.TokenIds;
import java.util.List;

/** Scores many reviews with an exported model, in batches of like lengths as the service does. */
public final class BatchedScoring {
    /** About where ONNX Runtime is fastest on one thread. */
    private static final int BATCH = 8;

    private BatchedScoring() {}

    /** Logits in the order of {@code reviews}. */
    public static float[] logits(SentimentModel model, List<TokenIds> reviews) {
        float[] logits = new float[reviews.size()];
        for (List<Integer> positions : BatchOrder.byLength(reviews, BATCH)) {
            float[] part = model.logits(positions.stream().map(reviews::get).toList());
            for (int i = 0; i < part.length; i++) {
                logits[positions.get(i)] = part[i];
            }
        }
        return logits;
    }
}
