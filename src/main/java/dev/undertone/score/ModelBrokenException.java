// SPDX-License-Identifier: Apache-2.0
package dev.undertone.score;

/**
 * The model fails on everything: the system is bad, not the reviews. Whoever scores must stop and commit nothing, so
 * that the reviews are scored once the model works again.
 */
public final class ModelBrokenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ModelBrokenException(String message, Throwable cause) {
        super(message, cause);
    }
}
