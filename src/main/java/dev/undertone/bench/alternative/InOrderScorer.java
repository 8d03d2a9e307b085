// SPDX-License-Identifier: Apache-2.0
package dev.undertone.bench.alternative;

import dev.undertone.review.Outcome;
import dev.undertone.score.ScoreMapper;
import dev.undertone.text.TokenIds;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * Batches by count alone: reviews in the order of arrival, each batch padded to its longest and one call of the model.
 * A failure of the model is thrown as it is.
 */
final class InOrderScorer implements BatchScorer {
    private final Function<List<TokenIds>, float[]> model;
    private final ScoreMapper judgement;
    private final int batchSize;

    /**
     * @param model one logit a review, in the order given
     * @param batchSize most reviews of a call
     */
    InOrderScorer(Function<List<TokenIds>, float[]> model, ScoreMapper judgement, int batchSize) {
        this.model = Objects.requireNonNull(model, "model");
        this.judgement = Objects.requireNonNull(judgement, "judgement");
        if (batchSize < 1) {
            throw new IllegalArgumentException("a batch holds at least 1 review, not " + batchSize);
        }
        this.batchSize = batchSize;
    }

    @Override
    public List<Outcome> score(List<TokenIds> reviews) {
        List<Outcome> outcomes = new ArrayList<>(reviews.size());
        int end;
        for (int start = 0; start < reviews.size(); start = end) {
            end = start + Math.min(batchSize, reviews.size() - start);
            List<TokenIds> batch = reviews.subList(start, end);
            float[] logits = model.apply(batch);
            for (int i = 0; i < logits.length; i++) {
                outcomes.add(judgement.of(logits[i], batch.get(i)));
            }
        }
        return outcomes;
    }
}
