// SPDX-License-Identifier: Apache-2.0
package dev.undertone.compare;

import dev.undertone.infer.BatchedScoring;
import dev.undertone.infer.SentimentModel;
import dev.undertone.text.TokenIds;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Logits of many reviews and what they cost.
 *
 * @param logits in the order of the reviews; not to be changed
 */
record TimedScoring(float[] logits, RunFigures.Scoring cost) {
    /** A model's first calls are slower than all others. */
    private static final int WARM_UP = 512;

    /**
     * Scores {@code reviews} as the service does.
     *
     * @param cpuNanos processor time of the calling thread, which is all that scores
     */
    static TimedScoring of(SentimentModel model, List<TokenIds> reviews, LongSupplier cpuNanos) {
        BatchedScoring.logits(model, reviews.subList(0, Math.min(WARM_UP, reviews.size())));
        long startedAt = cpuNanos.getAsLong();
        float[] logits = BatchedScoring.logits(model, reviews);
        double seconds = (cpuNanos.getAsLong() - startedAt) / 1e9;
        return new TimedScoring(logits, new RunFigures.Scoring(reviews.size(), seconds));
    }
}
