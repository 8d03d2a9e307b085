// SPDX-License-Identifier: Apache-2.0
package dev.undertone.event.shape;

import java.util.Arrays;
import java.util.Locale;

/** Which updates of change data are scored. */
public enum Updates {
    /** Every one. */
    ALL,
    /** Those that change the text, the id or a field that is repeated. */
    CHANGED;

    /** As the configuration writes it: lower case. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads what {@link #text()} writes. */
    public static Updates parse(String text) {
        return Arrays.stream(values())
                .filter(value -> value.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("updates are all or changed, not '" + text + "'"));
    }
}
