// SPDX-License-Identifier: Apache-2.0
package dev.undertone.config;

/**
 * A configuration that cannot be used. The message is one sentence: which key, what is wrong, what to write instead.
 */
public final class ConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ConfigurationException(String message) {
        super(message);
    }

    public ConfigurationException(String message, Throwable cause) {
        super(message, cause);
    }
}
