// SPDX-License-Identifier: Apache-2.0
package dev.undertone.bench;

import dev.undertone.bench.report.BenchException;
import java.util.List;

/**
 * The processes of one contender, which share its work. Confined to one thread.
 *
 * @param pages that are open on them
 */
record Crew(List<Worker> workers, OpenPages pages) implements AutoCloseable {
    Crew {
        workers = List.copyOf(workers);
        if (workers.isEmpty()) {
            throw new IllegalArgumentException("somebody must do the work");
        }
    }

    /** What all of them have taken so far. */
    ProcessUsage usage() {
        List<ProcessUsage> usages = workers.stream().map(Worker::usage).toList();
        return new ProcessUsage(
                usages.stream().mapToDouble(ProcessUsage::cpuSeconds).sum(),
                usages.stream().mapToLong(ProcessUsage::residentBytes).sum());
    }

    double secondsSinceStart() {
        return workers.get(0).secondsSinceStart();
    }

    /** Whether each of them has said so. */
    boolean allSaid(String word) {
        return workers.stream().allMatch(worker -> worker.said().contains(word));
    }

    /** @throws BenchException with the last words of one that has ended */
    void requireAlive() {
        workers.forEach(Worker::requireAlive);
    }

    /** Ends them one after the other. */
    @Override
    public void close() {
        pages.close();
        workers.forEach(Worker::close);
    }
}
