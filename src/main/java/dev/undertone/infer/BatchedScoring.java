// SPDX-License-Identifier: Apache-2.0
package dev.undertone.infer;

import dev.undertone.text.TokenIds;
import java.util.List;
import java.util.Optional;

/** Scores many reviews with an exported model, in batches of like lengths as the service does. */
public final class BatchedScoring {
    /** About where ONNX Runtime is fastest on one thread. */
    private static final int BATCH = 8;

    private BatchedScoring() {}

    /** Logits of the polarity in the order of {@code reviews}. */
    public static float[] logits(SentimentModel model, List<TokenIds> reviews) {
        return allLogits(model, reviews).polarity();
    }

    /** All that the model says, in the order of {@code reviews}. */
    public static Logits allLogits(SentimentModel model, List<TokenIds> reviews) {
        float[] polarity = new float[reviews.size()];
        float[] neutral = new float[reviews.size()];
        boolean saysNeutral = false;
        for (List<Integer> positions : LengthBuckets.of(reviews, TokenIds::length, BATCH)) {
            Logits part = model.allLogits(positions.stream().map(reviews::get).toList());
            saysNeutral = part.neutral().isPresent();
            for (int i = 0; i < positions.size(); i++) {
                polarity[positions.get(i)] = part.polarity()[i];
                if (saysNeutral) {
                    neutral[positions.get(i)] = part.neutral().get()[i];
                }
            }
        }
        return saysNeutral ? new Logits(polarity, Optional.of(neutral)) : Logits.ofPolarity(polarity);
    }
}
