// SPDX-License-Identifier: Apache-2.0
package dev.undertone.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process of the harness: started, told things by signals, seen to its end. What it prints goes to a file. */
public final class Child implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Process process;
    private final Path log;

    private Child(Process process, Path log) {
        this.process = process;
        this.log = log;
        // A harness that is itself killed in the middle leaves nothing running behind.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    public static Child start(List<String> command, Map<String, String> environment, Path log) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(log.getParent().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        try {
            return new Child(builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public int exitCode() {
        return process.exitValue();
    }

    /** The system's number for it. */
    public long pid() {
        return process.pid();
    }

    /** All that it has printed so far. */
    public String printed() {
        try {
            return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a line to its standard input. */
    public void tell(String line) {
        try {
            process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks it to end, as a service manager does, and returns its exit code. */
    public int terminate() {
        process.destroy();
        return awaitEnd();
    }

    /** Waits until it ends by itself, and returns its exit code. */
    public int awaitExit() {
        return awaitEnd();
    }

    /** Ends it at once, in the middle of whatever it does. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Stops it from running, as a long garbage collection or a suspended machine does. */
    public void freeze() {
        signal(process, "STOP");
    }

    /** Lets it run again, as if nothing had happened. */
    public void thaw() {
        signal(process, "CONT");
    }

    @Override
    public void close() {
        kill();
    }

    @Override
    public String toString() {
        return log.getFileName().toString();
    }

    /** Sends a signal, such as STOP, to a process that need not be one of these. */
    public static void signal(Process process, String name) {
        try {
            int exitCode = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (exitCode != 0) {
                throw new IllegalStateException("cannot send " + name + " to process " + process.pid());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private int awaitEnd() {
        try {
            if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(this + " was told to end and still runs after " + PATIENCE.toSeconds() + " s");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted", e);
    }
}
