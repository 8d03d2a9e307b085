// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.plan;

/** A training that cannot go on. The message is one sentence: what is wrong, and what to do. */
public final class TrainingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TrainingException(String message) {
        super(message);
    }

    public TrainingException(String message, Throwable cause) {
        super(message, cause);
    }
}
