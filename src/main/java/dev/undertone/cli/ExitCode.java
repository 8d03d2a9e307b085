// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli;

/** How a command ended, as scripts see it. */
final class ExitCode {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int NO_BROKER = 3;
    static final int MODEL_REFUSED = 4;
    static final int INTERRUPTED = 130;

    private ExitCode() {}
}
