// SPDX-License-Identifier: Apache-2.0
package dev.undertone.stream;

import dev.undertone.batch.BatchPolicy;
import dev.undertone.event.ValueDecoder;
import dev.undertone.kafka.TopicPartitionOffset;
import dev.undertone.kafka.TopicRules;
import dev.undertone.score.OutcomeWatch;
import dev.undertone.score.ScoringMetrics;
import dev.undertone.serve.ServedModel;
import dev.undertone.serve.ShadowScorer;
import dev.undertone.stream.outcome.OutputTopics;
import dev.undertone.stream.outcome.ScoreFormat;
import dev.undertone.tracing.Tracing;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the processors of all tasks share. The caller owns the models and closes them after the streams.
 */
public final class ScoringContext {
    private static final Logger LOGGER = LoggerFactory.getLogger(ScoringContext.class);

    private final ValueDecoder decoder;
    private final ScoreFormat scores;
    private final BatchPolicy policy;
    private final ScoringMetrics metrics;
    private final Optional<ShadowScorer> shadow;
    private final OutputTopics outputs;
    private final ReadGaps gaps;
    private final Supplier<OutcomeWatch> watch;
    private final Tracing tracing;
    private final AtomicBoolean warnedOfOld = new AtomicBoolean();
    private final ThreadLocal<ThreadBatch> batches;

    /**
     * @param shadow scores beside the model, where there is one
     * @param outputs what the topics for outcomes take
     * @param gaps is told which offsets were passed over
     */
    public ScoringContext(
            ValueDecoder decoder,
            ServedModel model,
            Optional<ShadowScorer> shadow,
            ScoreFormat scores,
            BatchPolicy policy,
            ScoringMetrics metrics,
            OutputTopics outputs,
            ReadGaps gaps) {
        this(decoder, model, shadow, scores, policy, metrics, outputs, gaps, () -> OutcomeWatch.NONE, Tracing.NONE);
    }

    /**
     * @param shadow scores beside the model, where there is one
     * @param outputs what the topics for outcomes take
     * @param gaps is told which offsets were passed over
     * @param watch gives what is shown the outcomes, once the first task begins
     * @param tracing is told what reviews go through
     */
    public ScoringContext(
            ValueDecoder decoder,
            ServedModel model,
            Optional<ShadowScorer> shadow,
            ScoreFormat scores,
            BatchPolicy policy,
            ScoringMetrics metrics,
            OutputTopics outputs,
            ReadGaps gaps,
            Supplier<OutcomeWatch> watch,
            Tracing tracing) {
        Objects.requireNonNull(model, "model");
        this.decoder = Objects.requireNonNull(decoder, "decoder");
        this.shadow = Objects.requireNonNull(shadow, "shadow");
        this.scores = Objects.requireNonNull(scores, "scores");
        this.policy = Objects.requireNonNull(policy, "policy");
        this.metrics = Objects.requireNonNull(metrics, "metrics");
        this.outputs = Objects.requireNonNull(outputs, "outputs");
        this.gaps = Objects.requireNonNull(gaps, "gaps");
        this.watch = Objects.requireNonNull(watch, "watch");
        this.tracing = Objects.requireNonNull(tracing, "tracing");
        this.batches = ThreadLocal.withInitial(
                () -> new ThreadBatch(model, shadow, policy, metrics, tracing, System::nanoTime));
    }

    ValueDecoder decoder() {
        return decoder;
    }

    /** Whether the texts are read again after the model. */
    boolean keepsTexts() {
        return shadow.isPresent();
    }

    ScoreFormat scores() {
        return scores;
    }

    BatchPolicy policy() {
        return policy;
    }

    ScoringMetrics metrics() {
        return metrics;
    }

    OutputTopics outputs() {
        return outputs;
    }

    ReadGaps gaps() {
        return gaps;
    }

    OutcomeWatch watch() {
        return watch.get();
    }

    Tracing tracing() {
        return tracing;
    }

    /**
     * Warns, once, of a review so old that the score's topic is about to delete its score.
     *
     * @param timestamp in ms since 1970
     */
    void warnOfOld(TopicPartitionOffset origin, long timestamp, TopicRules scores) {
        if (!warnedOfOld.get() && warnedOfOld.compareAndSet(false, true)) {
            LOGGER.atWarn()
                    .addKeyValue("topic", origin.topic())
                    .addKeyValue("partition", origin.partition())
                    .addKeyValue("offset", origin.offset())
                    .addKeyValue("timestamp", Instant.ofEpochMilli(timestamp))
                    .addKeyValue("retention", scores.retention().orElse(Duration.ZERO))
                    .log("Reviews are older than " + scores.topic()
                            + " keeps records, so Kafka soon deletes their scores;"
                            + " set output.timestamp=now, or raise that topic's retention.ms");
        }
    }

    /** The batch that the tasks of the calling stream thread fill together. */
    ThreadBatch batchOfThisThread() {
        return batches.get();
    }
}
