// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli;

import dev.undertone.bench.BenchObserver;
import dev.undertone.cli.terminal.Progress;

/** Shows how far a bench is, on standard error. Confined to one thread. */
final class BenchDisplay implements BenchObserver, AutoCloseable {
    private Progress progress;

    @Override
    public void begins(String what, long total) {
        close();
        progress = Progress.start(what, total);
    }

    @Override
    public void published(long events) {
        progress.step(events);
    }

    @Override
    public void scored(long outcomes) {
        progress.step(outcomes);
    }

    @Override
    public void ends(String sentence) {
        progress.note(sentence);
        close();
    }

    @Override
    public void close() {
        if (progress != null) {
            progress.close();
            progress = null;
        }
    }
}
