// SPDX-License-Identifier: Apache-2.0
package dev.undertone.encoder;

/** A sentence encoder that cannot be used; the message is one sentence that names what is wrong and what to do. */
public final class EncoderException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public EncoderException(String message) {
        super(message);
    }

    public EncoderException(String message, Throwable cause) {
        super(message, cause);
    }
}
