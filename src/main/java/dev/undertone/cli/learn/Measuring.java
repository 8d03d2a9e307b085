// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli.learn;

import dev.undertone.cli.terminal.Progress;
import dev.undertone.review.Outcome;
import dev.undertone.review.Scored;
import dev.undertone.score.ReviewScorer;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Scores many texts as the service does, and times it in processor time of the thread that calls. */
final class Measuring {
    private static final int BATCH = 512;

    /**
     * @param scores one a text; empty where the text has no word
     * @param cpuSeconds processor time of encoding and scoring
     */
    record Result(List<Optional<Scored>> scores, double cpuSeconds) {}

    private Measuring() {}

    static Result score(ReviewScorer scorer, String task, List<String> texts) {
        List<Optional<Scored>> scores = new ArrayList<>(texts.size());
        long startedAt = cpuNanos();
        try (Progress progress = Progress.start(task, texts.size())) {
            for (int start = 0; start < texts.size(); start += BATCH) {
                List<String> batch = texts.subList(start, Math.min(texts.size(), start + BATCH));
                for (Outcome outcome :
                        scorer.score(batch.stream().map(scorer::encode).toList())) {
                    scores.add(outcome instanceof Scored scored ? Optional.of(scored) : Optional.empty());
                }
                progress.step(batch.size());
            }
        }
        return new Result(scores, (cpuNanos() - startedAt) / 1e9);
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
