// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli;

/** The service ended by itself. */
final class ServiceFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ServiceFailedException(Throwable cause) {
        super("the scorer stopped: " + cause.getMessage(), cause);
    }
}
