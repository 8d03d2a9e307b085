// SPDX-License-Identifier: Apache-2.0
package dev.undertone.bench;

import dev.undertone.bench.report.BenchException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that is measured: started, watched, told to end. What it says goes to a file. Confined to one thread. */
final class Worker implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;

    private final String name;
    private final Process process;
    private final Path log;
    private final long startedAt;

    private Worker(String name, Process process, Path log, long startedAt) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.startedAt = startedAt;
    }

    /**
     * @param log for its standard error, and for its standard output unless {@code talking}, which leaves that to
     *     be read
     */
    static Worker start(String name, List<String> command, Path log, boolean talking) {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.directory(log.getParent().toFile());
        if (!talking) {
            builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        }
        long startedAt = System.nanoTime();
        try {
            return new Worker(name, builder.start(), log, startedAt);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + name + ": " + e.getMessage(), e);
        }
    }

    Process process() {
        return process;
    }

    ProcessUsage usage() {
        return ProcessUsage.of(process.toHandle());
    }

    double secondsSinceStart() {
        return (System.nanoTime() - startedAt) / 1e9;
    }

    /** All that it has said in its log. */
    String said() {
        try {
            return Files.readString(log, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws BenchException with its last words if it has ended */
    void requireAlive() {
        if (!process.isAlive()) {
            List<String> lines = said().lines().filter(line -> !line.isBlank()).toList();
            String last = lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1);
            throw new BenchException(name + " ended by itself with exit code " + process.exitValue() + ": " + last);
        }
    }

    /** Asks it to end, and makes it end where it does not. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
