// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli.terminal;

/** A running service does not say what it was asked for. The message is one sentence: what is wrong, and what to do. */
public final class InspectException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InspectException(String message, Throwable cause) {
        super(message, cause);
    }
}
