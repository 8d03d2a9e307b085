// SPDX-License-Identifier: Apache-2.0
package dev.undertone.stream;

import dev.undertone.batch.BatchPolicy;
import dev.undertone.event.EventDecoder;
import dev.undertone.event.ScoredEventWriter;
import dev.undertone.metrics.ScoringMetrics;
import dev.undertone.score.ReviewScorer;
import java.util.Objects;

/**
 * What the processors of all tasks share. The caller owns the scorer and closes it after the streams.
 */
public final class ScoringStage {
    private final EventDecoder decoder;
    private final ReviewScorer scorer;
    private final ScoredEventWriter writer;
    private final BatchPolicy policy;
    private final ScoringMetrics metrics;
    private final ThreadLocal<ThreadBatch> batches;

    public ScoringStage(
            EventDecoder decoder,
            ReviewScorer scorer,
            ScoredEventWriter writer,
            BatchPolicy policy,
            ScoringMetrics metrics) {
        this.decoder = Objects.requireNonNull(decoder, "decoder");
        this.scorer = Objects.requireNonNull(scorer, "scorer");
        this.writer = Objects.requireNonNull(writer, "writer");
        this.policy = Objects.requireNonNull(policy, "policy");
        this.metrics = Objects.requireNonNull(metrics, "metrics");
        this.batches = ThreadLocal.withInitial(() -> new ThreadBatch(scorer, policy, metrics, System::nanoTime));
    }

    EventDecoder decoder() {
        return decoder;
    }

    ReviewScorer scorer() {
        return scorer;
    }

    ScoredEventWriter writer() {
        return writer;
    }

    BatchPolicy policy() {
        return policy;
    }

    ScoringMetrics metrics() {
        return metrics;
    }

    /** The batch that the tasks of the calling stream thread fill together. */
    ThreadBatch batchOfThisThread() {
        return batches.get();
    }
}
