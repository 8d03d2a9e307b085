// SPDX-License-Identifier: Apache-2.0
package dev.undertone.registry;

/**
 * The schema registry does not answer, or answers what no registry should. The message is one sentence: which, what is
 * wrong, what to look at.
 */
public final class RegistryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean refused;

    RegistryException(String message, boolean refused, Throwable cause) {
        super(message, cause);
        this.refused = refused;
    }

    /** Whether it has answered with a no that will be the same the next time. */
    public boolean isRefused() {
        return refused;
    }
}
