// SPDX-License-Identifier: Apache-2.0
package dev.undertone.stream;

import dev.undertone.batch.BatchPolicy;
import dev.undertone.event.EventDecoder;
import dev.undertone.event.ScoredEventWriter;
import dev.undertone.metrics.ScoringMetrics;
import dev.undertone.serve.ServedModel;
import dev.undertone.serve.Shadow;
import java.util.Objects;
import java.util.Optional;

/**
 * What the processors of all tasks share. The caller owns the models and closes them after the streams.
 */
public final class ScoringStage {
    private final EventDecoder decoder;
    private final ScoredEventWriter writer;
    private final BatchPolicy policy;
    private final ScoringMetrics metrics;
    private final Optional<Shadow> shadow;
    private final ThreadLocal<ThreadBatch> batches;

    /** @param shadow scores beside the model, where there is one */
    public ScoringStage(
            EventDecoder decoder,
            ServedModel model,
            Optional<Shadow> shadow,
            ScoredEventWriter writer,
            BatchPolicy policy,
            ScoringMetrics metrics) {
        Objects.requireNonNull(model, "model");
        this.decoder = Objects.requireNonNull(decoder, "decoder");
        this.shadow = Objects.requireNonNull(shadow, "shadow");
        this.writer = Objects.requireNonNull(writer, "writer");
        this.policy = Objects.requireNonNull(policy, "policy");
        this.metrics = Objects.requireNonNull(metrics, "metrics");
        this.batches = ThreadLocal.withInitial(() -> new ThreadBatch(model, shadow, policy, metrics, System::nanoTime));
    }

    EventDecoder decoder() {
        return decoder;
    }

    /** Whether the texts are read again after the model. */
    boolean keepsTexts() {
        return shadow.isPresent();
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
