// SPDX-License-Identifier: Apache-2.0
package dev.undertone.stream;

import dev.undertone.batch.BatchPolicy;
import dev.undertone.event.EventDecoder;
import dev.undertone.event.shape.EventFields;
import dev.undertone.kafka.OutputTimestamp;
import dev.undertone.kafka.Topics;
import dev.undertone.model.ModelBundle;
import dev.undertone.score.OutcomeWatch;
import dev.undertone.score.ReviewScorer;
import dev.undertone.score.ScoringMetrics;
import dev.undertone.serve.ServedModel;
import dev.undertone.stream.outcome.OutputTopics;
import dev.undertone.stream.outcome.ScoreFormat;
import dev.undertone.testing.TinyModel;
import dev.undertone.tracing.Tracing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A scoring stage with the tiny model. */
final class TestContext {
    static final Topics TOPICS = new Topics("reviews", "scored-reviews", "rejected-reviews");

    private TestContext() {}

    static ScoringContext of(Path folder, int maxSize, Duration linger, ScoringMetrics metrics) {
        ModelBundle bundle = ModelBundle.open(TinyModel.writeTo(folder));
        return of(ReviewScorer.open(bundle, 0), maxSize, linger, metrics);
    }

    /** One that scores at once what comes from these topics. */
    static ScoringContext of(Topics topics, Path folder) {
        ModelBundle bundle = ModelBundle.open(TinyModel.writeTo(folder));
        return of(topics, ReviewScorer.open(bundle, 0), 64, Duration.ofMillis(20), ScoringMetrics.NONE);
    }

    static ScoringContext of(ReviewScorer scorer, int maxSize, Duration linger, ScoringMetrics metrics) {
        return of(TOPICS, scorer, maxSize, linger, metrics);
    }

    private static ScoringContext of(
            Topics topics, ReviewScorer scorer, int maxSize, Duration linger, ScoringMetrics metrics) {
        return of(topics, scorer, maxSize, linger, metrics, ScoreFormat.json(), Tracing.NONE);
    }

    static ScoringContext of(
            ReviewScorer scorer,
            int maxSize,
            Duration linger,
            ScoringMetrics metrics,
            ScoreFormat format,
            Tracing tracing) {
        return of(TOPICS, scorer, maxSize, linger, metrics, format, tracing);
    }

    private static ScoringContext of(
            Topics topics,
            ReviewScorer scorer,
            int maxSize,
            Duration linger,
            ScoringMetrics metrics,
            ScoreFormat format,
            Tracing tracing) {
        return new ScoringContext(
                new EventDecoder(EventFields.defaults(), 1000),
                new ServedModel(scorer),
                Optional.empty(),
                format,
                new BatchPolicy(maxSize, 10_000, linger),
                metrics,
                OutputTopics.of(topics, OutputTimestamp.INPUT),
                new ReadGaps(),
                () -> OutcomeWatch.NONE,
                tracing);
    }
}
