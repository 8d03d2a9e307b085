// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli;

import dev.undertone.score.ModelBrokenException;

/** The service ended by itself. The message is one sentence: why, and that nothing in flight was committed. */
final class ServiceFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ServiceFailedException(Throwable cause) {
        super("the scorer stopped, nothing in flight was committed: " + why(cause), cause);
    }

    private static String why(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null && !(cause instanceof ModelBrokenException)) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
