// SPDX-License-Identifier: Apache-2.0
package dev.undertone.kafka;

/** No broker answers, or it refuses what is needed. The message is one sentence: where, and what to check. */
public final class BrokerUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BrokerUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
