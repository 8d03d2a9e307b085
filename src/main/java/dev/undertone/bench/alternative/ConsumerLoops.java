// SPDX-License-Identifier: Apache-2.0
package dev.undertone.bench.alternative;

import dev.undertone.config.ScorerConfig;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** As many {@link ConsumerLoop}s as the configuration has threads, all of one group; the failure of one ends all. */
final class ConsumerLoops implements Application {
    private final ScorerConfig config;
    private final ReviewRecords records;
    private final Supplier<BatchScorer> scorers;
    private volatile boolean ending;

    /** @param scorers asked for one by each loop, on the loop's own thread */
    ConsumerLoops(ScorerConfig config, ReviewRecords records, Supplier<BatchScorer> scorers) {
        this.config = config;
        this.records = records;
        this.scorers = scorers;
    }

    @Override
    public void run(Runnable whenReading) throws InterruptedException {
        int count = config.threads();
        AtomicInteger waiting = new AtomicInteger(count);
        Runnable whenAssigned = () -> {
            if (waiting.decrementAndGet() == 0) {
                whenReading.run();
            }
        };
        ExecutorService threads = Executors.newFixedThreadPool(count);
        CompletionService<Void> loops = new ExecutorCompletionService<>(threads);
        try {
            for (int i = 0; i < count; i++) {
                loops.submit(() -> {
                    try (ConsumerLoop loop = new ConsumerLoop(config, records, scorers.get())) {
                        loop.run(() -> ending, whenAssigned);
                    }
                    return null;
                });
            }
            for (int i = 0; i < count; i++) {
                loops.take().get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "a consumer loop failed: " + e.getCause().getMessage(), e.getCause());
        } finally {
            stop();
            threads.shutdown();
        }
    }

    @Override
    public void stop() {
        ending = true;
    }
}
