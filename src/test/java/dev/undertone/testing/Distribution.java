// SPDX-License-Identifier: Apache-2.0
package dev.undertone.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The built distribution, run as its users run it: as processes. */
public final class Distribution {
    /** The folder that {@code mvn package} leaves. */
    public static final Path HOME = Path.of("target", "undertone").toAbsolutePath();

    private Distribution() {}

    /** What a command printed and how it ended. */
    public record Result(int exitCode, String out, String err, Duration took) {
        public List<String> lines() {
            return out.lines().toList();
        }
    }

    /** A command that goes on until it is told to end. */
    public static final class Running implements AutoCloseable {
        private final Process process;
        private final Path out;
        private final Path err;

        private Running(Process process, Path out, Path err) {
            this.process = process;
            this.out = out;
            this.err = err;
        }

        public Process process() {
            return process;
        }

        public String out() {
            return read(out);
        }

        public String err() {
            return read(err);
        }

        /** Asks it to end, as a service manager does, and returns its exit code. */
        public int terminate() {
            process.destroy();
            return await(process, Duration.ofSeconds(60));
        }

        @Override
        public void close() {
            process.destroyForcibly();
            await(process, Duration.ofSeconds(30));
        }
    }

    /** The folders with its libraries. */
    public static List<Path> libraries() throws IOException {
        try (Stream<Path> all = Files.list(HOME)) {
            return all.filter(folder -> folder.getFileName().toString().matches("lib(-.*)?"))
                    .toList();
        }
    }

    /** Runs a command to its end. */
    public static Result run(String... arguments) {
        return runWithInput(new byte[0], arguments);
    }

    /** Runs a command to its end, with {@code input} on its standard input. */
    public static Result runWithInput(byte[] input, String... arguments) {
        long start = System.nanoTime();
        try {
            Path in = Files.write(Files.createTempFile("undertone-in-", ""), input);
            Running running = launch(ProcessBuilder.Redirect.from(in.toFile()), Map.of(), command(arguments));
            int exitCode = await(running.process(), Duration.ofMinutes(5));
            Files.delete(in);
            return new Result(exitCode, running.out(), running.err(), Duration.ofNanos(System.nanoTime() - start));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a command that goes on. */
    public static Running start(String... arguments) {
        return startWith(Map.of(), arguments);
    }

    /** Starts a command that goes on, with these variables in its environment. */
    public static Running startWith(Map<String, String> environment, String... arguments) {
        try {
            return launch(ProcessBuilder.Redirect.PIPE, environment, command(arguments));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Starts a class that no command stands for, with the options of the start script and these folders of libraries.
     */
    public static Running startClass(String mainClass, List<String> libraries, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseParallelGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                libraries.stream()
                        .map(folder -> HOME.resolve(folder) + "/*")
                        .collect(Collectors.joining(File.pathSeparator)),
                mainClass));
        command.addAll(arguments);
        try {
            return launch(ProcessBuilder.Redirect.PIPE, Map.of(), command);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> command(String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(HOME.resolve("bin/undertone").toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    private static Running launch(ProcessBuilder.Redirect in, Map<String, String> environment, List<String> command)
            throws IOException {
        Path out = Files.createTempFile("undertone-out-", "");
        Path err = Files.createTempFile("undertone-err-", "");
        out.toFile().deleteOnExit();
        err.toFile().deleteOnExit();
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(Files.createTempDirectory("undertone-cwd-").toFile())
                .redirectInput(in)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        return new Running(builder.start(), out, err);
    }

    private static int await(Process process, Duration patience) {
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("still running after " + patience + ": "
                        + process.info().commandLine());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
