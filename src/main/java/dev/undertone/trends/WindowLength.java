// SPDX-License-Identifier: Apache-2.0
package dev.undertone.trends;

import dev.undertone.config.TimeSpan;
import java.time.Duration;

/**
 * The length of tumbling windows, which begin at whole multiples of it since 1970 in UTC.
 *
 * @param name as it is written in configuration, events and queries
 */
public record WindowLength(String name, long millis) {
    public WindowLength {
        if (millis <= 0) {
            throw new IllegalArgumentException("a window takes some time");
        }
    }

    static WindowLength of(Duration length) {
        return new WindowLength(TimeSpan.text(length), length.toMillis());
    }

    /** When the window began that holds a moment, both in milliseconds since 1970. */
    public long startOf(long time) {
        return Math.floorDiv(time, millis) * millis;
    }
}
