// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Where a command reads and writes: data go to {@code out}, everything else to {@code err}, both in UTF-8 whatever
 * the locale.
 *
 * @param interactive whether a person sits at both ends
 */
public record Terminal(InputStream in, PrintStream out, PrintStream err, boolean interactive) {
    /** The process's own streams. */
    public static Terminal system() {
        return new Terminal(
                System.in,
                utf8(FileDescriptor.out),
                utf8(FileDescriptor.err),
                System.console() != null && isTerminal());
    }

    /** The launcher knows whether both ends are a terminal: newer Javas have a console without one. */
    private static boolean isTerminal() {
        return Boolean.parseBoolean(System.getProperty("undertone.interactive", "true"));
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
