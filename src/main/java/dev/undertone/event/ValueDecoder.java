// SPDX-License-Identifier: Apache-2.0
package dev.undertone.event;

/**
 * Reads the values of records in one format. Whatever the bytes are, the answer is a value: it never throws on bad
 * data. Safe for use by many threads.
 */
public interface ValueDecoder {
    /** Reads a record's value, which may be null. */
    Decoded decode(byte[] value, HeaderValues headers);

    /** Whether {@link #decode} can be asked without waiting for anybody; it is asked again where not. */
    default boolean isReady(byte[] value, HeaderValues headers) {
        return true;
    }

    /** Whether {@link #isReady} can be other than true. */
    default boolean waits() {
        return false;
    }
}
