// SPDX-License-Identifier: Apache-2.0
package dev.undertone.bench.report;

/** A measurement that could not be made; the message says why. */
public final class BenchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BenchException(String message) {
        super(message);
    }
}
