// SPDX-License-Identifier: Apache-2.0
package dev.undertone.it.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Programs for Node in {@code src/interop/checks}, which ask libraries of others what they make of something. */
final class NodeCheck {
    private static final Path FOLDER = Path.of("src", "interop", "checks").toAbsolutePath();

    private NodeCheck() {}

    /** Skips the test, with the reason, where Node or the libraries are missing. */
    static void require(Class<?> test) throws InterruptedException {
        if (!Files.isDirectory(FOLDER.resolve("node_modules"))) {
            skip(test, "the libraries for Node are not there ('npm ci --prefix src/interop/checks' fetches them)");
        }
        try {
            new ProcessBuilder("node", "--version")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            skip(test, "there is no node on this machine (Debian's package nodejs has it)");
        }
    }

    /** Runs a program to its end, and returns the lines that it prints. */
    static List<String> run(String program, List<String> input, String... arguments)
            throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("node", FOLDER.resolve(program).toString()));
        command.addAll(List.of(arguments));
        Path given = Files.write(Files.createTempFile("undertone-node-", ""), input);
        Path printed = Files.createTempFile("undertone-node-", "");
        Process process = new ProcessBuilder(command)
                .redirectInput(given.toFile())
                .redirectOutput(printed.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).as(program + " ends").isTrue();
        List<String> lines = Files.readAllLines(printed, StandardCharsets.UTF_8);
        Files.delete(given);
        Files.delete(printed);
        assertThat(process.exitValue()).as(program).isZero();
        return lines;
    }

    private static void skip(Class<?> test, String why) {
        String reason = "Skipped " + test.getSimpleName() + ": " + why;
        System.out.println(reason);
        abort(reason);
    }
}
