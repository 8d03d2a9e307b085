// SPDX-License-Identifier: Apache-2.0
package dev.undertone.trends;

import java.util.Objects;

/**
 * A window of a key.
 *
 * @param start of the window, in milliseconds since 1970
 * @param key a {@link TrendKey} as one text
 */
record Slot(WindowLength length, long start, String key) {
    Slot {
        Objects.requireNonNull(length, "length");
        Objects.requireNonNull(key, "key");
    }
}
