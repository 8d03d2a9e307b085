// SPDX-License-Identifier: Apache-2.0
package dev.undertone.event.shape;

import java.util.Arrays;
import java.util.Locale;

/** How scored events are CloudEvents. */
public enum CloudEventsMode {
    /** They are none. */
    NONE,
    /** The attributes stand in headers, the value is as it is without. */
    BINARY,
    /** The attributes stand around the scored event, in the value. */
    STRUCTURED;

    /** As the configuration writes it: lower case. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads what {@link #text()} writes. */
    public static CloudEventsMode parse(String text) {
        return Arrays.stream(values())
                .filter(value -> value.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a mode of CloudEvents is no '" + text + "'"));
    }
}
