// SPDX-License-Identifier: Apache-2.0
package dev.undertone.kafka;

/**
 * There is a broker, and it does not let this client in, or not do what it must: to come back later changes nothing.
 * The message is one sentence: what is refused, and what to change.
 */
public final class AccessException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AccessException(String message, Throwable cause) {
        super(message, cause);
    }
}
