// SPDX-License-Identifier: Apache-2.0
package dev.undertone.http.score;

import dev.undertone.batch.BatchPolicy;
import dev.undertone.review.Outcome;
import dev.undertone.serve.ServedModel;
import dev.undertone.text.TokenIds;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where requests wait for the model, and what scores them: whatever has come while a batch was scored makes the next
 * one, so that a request that comes alone is scored at once and many are scored together. Safe for use by many threads;
 * has threads of its own, which end when it is closed.
 */
public final class ScoreQueue implements AutoCloseable {
    /** Beyond these a batch costs as much a review as two, and who waits for it waits for longer. */
    private static final int MOST_REVIEWS = 512;

    private static final int MOST_TOKENS = 16_384;
    private static final int CLOSE_MILLIS = 5_000;

    private final ServedModel model;
    private final int maxSize;
    private final int maxTokens;
    private final int mostWaiting;
    private final ScoreRequestMetrics metrics;
    private final LinkedBlockingDeque<ScoreJob> jobs = new LinkedBlockingDeque<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean closed;

    private ScoreQueue(ServedModel model, BatchPolicy policy, int mostWaiting, ScoreRequestMetrics metrics) {
        this.model = Objects.requireNonNull(model, "model");
        this.maxSize = Math.min(policy.maxSize(), MOST_REVIEWS);
        this.maxTokens = Math.min(policy.maxTokens(), MOST_TOKENS);
        this.mostWaiting = mostWaiting;
        this.metrics = Objects.requireNonNull(metrics, "metrics");
    }

    /**
     * Begins to score.
     *
     * @param policy how large batches may be; nothing lingers
     * @param threads that score, each on its own
     * @param mostWaiting texts that may wait, those being scored and answered among them
     */
    public static ScoreQueue start(
            ServedModel model, BatchPolicy policy, int threads, int mostWaiting, ScoreRequestMetrics metrics) {
        ScoreQueue queue = new ScoreQueue(model, policy, mostWaiting, metrics);
        for (int i = 1; i <= threads; i++) {
            Thread thread = new Thread(queue::run, "undertone-score-" + i);
            thread.setDaemon(true);
            queue.threads.add(thread);
            thread.start();
        }
        return queue;
    }

    /**
     * Takes texts in, encoding them, where there is room for all of them.
     *
     * @return their outcomes to come, in order; it fails if the model does or this is closed. Nothing where there is no
     *     room. Whoever took them in calls {@link #leave} once they are answered
     */
    Optional<CompletionStage<List<Outcome>>> offer(List<String> texts) {
        if (waiting.addAndGet(texts.size()) > mostWaiting) {
            leave(texts.size());
            return Optional.empty();
        }
        if (texts.isEmpty()) {
            return Optional.of(CompletableFuture.completedFuture(List.of()));
        }
        ScoreJob job;
        try {
            job = ScoreJob.of(model, texts);
        } catch (RuntimeException e) {
            return Optional.of(CompletableFuture.failedFuture(e));
        }
        jobs.addLast(job);
        if (closed) {
            failAll();
        }
        return Optional.of(job.outcomes());
    }

    /** Makes room for as many texts. */
    void leave(int texts) {
        waiting.addAndGet(-texts);
    }

    /** Most texts that can be taken in at once. */
    int room() {
        return mostWaiting;
    }

    @Override
    public void close() {
        closed = true;
        threads.forEach(Thread::interrupt);
        try {
            for (Thread thread : threads) {
                thread.join(CLOSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        failAll();
    }

    private void failAll() {
        for (ScoreJob job = jobs.pollFirst(); job != null; job = jobs.pollFirst()) {
            job.fail(new IllegalStateException("the service is stopping"));
        }
    }

    private void run() {
        while (!closed) {
            try {
                score(gather(jobs.takeFirst()));
            } catch (InterruptedException e) {
                // Only close() interrupts.
                return;
            }
        }
    }

    /** The first with those behind it that go into one batch with it. */
    private List<ScoreJob> gather(ScoreJob first) {
        List<ScoreJob> batch = new ArrayList<>(List.of(first));
        int reviews = first.reviews().size();
        int tokens = first.tokens();
        for (ScoreJob next = jobs.pollFirst(); next != null; next = jobs.pollFirst()) {
            reviews += next.reviews().size();
            tokens += next.tokens();
            // Another model was taken up in between.
            if (reviews > maxSize || tokens > maxTokens || next.scorer() != first.scorer()) {
                jobs.addFirst(next);
                break;
            }
            batch.add(next);
        }
        return batch;
    }

    private void score(List<ScoreJob> batch) {
        List<TokenIds> reviews =
                batch.stream().flatMap(job -> job.reviews().stream()).toList();
        List<Outcome> outcomes;
        try {
            outcomes = batch.get(0).scorer().score(reviews);
        } catch (RuntimeException e) {
            batch.forEach(job -> job.fail(e));
            return;
        }
        metrics.batchScored(batch.size(), reviews.size());
        int from = 0;
        for (ScoreJob job : batch) {
            int to = from + job.reviews().size();
            job.complete(List.copyOf(outcomes.subList(from, to)));
            from = to;
        }
    }
}
