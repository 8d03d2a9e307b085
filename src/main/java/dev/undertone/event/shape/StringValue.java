// SPDX-License-Identifier: Apache-2.0
package dev.undertone.event.shape;

import java.util.Arrays;
import java.util.Locale;

/** What a record's value is that is a JSON string, not an object. */
public enum StringValue {
    /** Nothing that can be read. */
    REJECT,
    /** An event that was encoded twice: the string holds its JSON. */
    EVENT,
    /** The text of a review. */
    TEXT;

    /** As the configuration writes it: lower case. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads what {@link #text()} writes. */
    public static StringValue parse(String text) {
        return Arrays.stream(values())
                .filter(value -> value.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a value that is a string is no '" + text + "'"));
    }
}
