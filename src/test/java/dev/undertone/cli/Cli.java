// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli;

import dev.undertone.cli.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs commands as a shell does, in this process. */
public final class Cli {
    private Cli() {}

    /** What a command printed and how it ended. */
    public record Result(int exitCode, String out, String err) {
        public List<String> lines() {
            return out.lines().toList();
        }
    }

    public static Result launch(String... arguments) {
        return launchWithInput(new byte[0], arguments);
    }

    /** Runs a command with {@code input} on its standard input. */
    static Result launchWithInput(byte[] input, String... arguments) {
        return launch(input, false, arguments);
    }

    /** Runs a command as a person does who sits at a terminal. */
    static Result launchAtTerminal(String... arguments) {
        return launch(new byte[0], true, arguments);
    }

    private static Result launch(byte[] input, boolean interactive, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new ByteArrayInputStream(input),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                interactive);
        int exitCode = Main.run(terminal, arguments);
        terminal.out().flush();
        terminal.err().flush();
        return new Result(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
