// SPDX-License-Identifier: Apache-2.0
package dev.undertone.infer;

/** The model failed on a batch. Whether a review of it or the model is to blame, only smaller batches can tell. */
public final class InferenceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InferenceException(String message) {
        super(message);
    }

    public InferenceException(String message, Throwable cause) {
        super(message, cause);
    }
}
