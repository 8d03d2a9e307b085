// SPDX-License-Identifier: Apache-2.0
package dev.undertone.encoder;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Threads that do work side by side while their owner, one thread, waits for it. */
public final class Workers implements AutoCloseable {
    private final ExecutorService threads;

    public Workers(int threads) {
        this.threads = Executors.newFixedThreadPool(threads);
    }

    /**
     * Does all of it, and throws what any of it throws.
     *
     * @throws InterruptedException if the waiting thread is interrupted; the work is not
     */
    public void run(List<Runnable> work) throws InterruptedException {
        List<Future<?>> running = work.stream().<Future<?>>map(threads::submit).toList();
        try {
            for (Future<?> one : running) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e.getCause());
        }
    }

    /** Interrupts what is still running. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
