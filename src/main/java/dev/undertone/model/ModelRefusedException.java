// SPDX-License-Identifier: Apache-2.0
package dev.undertone.model;

/** A model bundle that must not be served. The message is one sentence: what is wrong, and what to do. */
public final class ModelRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ModelRefusedException(String message) {
        super(message);
    }

    public ModelRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
