// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli.terminal;

/** How a command ended, as scripts see it. */
public final class ExitCode {
    public static final int DONE = 0;
    public static final int FAILED = 1;
    public static final int USAGE = 2;
    static final int NO_BROKER = 3;
    static final int MODEL_REFUSED = 4;
    static final int INTERRUPTED = 130;

    private ExitCode() {}
}
