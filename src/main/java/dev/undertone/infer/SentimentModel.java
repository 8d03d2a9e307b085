// SPDX-License-Identifier: Apache-2.0
package dev.undertone.infer;

import dev.undertone.text.TokenIds;
import java.util.List;

/** A model that says of token ids how positive they are. Implementations are safe for use by many threads. */
public interface SentimentModel extends AutoCloseable {
    /**
     * One logit a review, in the order given; each depends on its own review alone, not on its batch-mates.
     *
     * @param batch at least one review, each with at least one token and ids of the model's vocabulary only; rows are
     *     padded to the longest, so reviews of like lengths belong together
     * @throws InferenceException if the model fails on this batch
     */
    float[] logits(List<TokenIds> batch);

    /**
     * All that the model says: {@link #logits}, and with them, where it has learned what neutral is, a logit of that a
     * review. The same holds for both.
     */
    default Logits allLogits(List<TokenIds> batch) {
        return Logits.ofPolarity(logits(batch));
    }

    /** Frees what the model holds; a call in flight must have returned. */
    @Override
    void close();
}
