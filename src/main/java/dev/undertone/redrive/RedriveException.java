// SPDX-License-Identifier: Apache-2.0
package dev.undertone.redrive;

/** A replay that could not be finished; the message is a sentence for the user. */
public final class RedriveException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RedriveException(String message, Throwable cause) {
        super(message, cause);
    }
}
