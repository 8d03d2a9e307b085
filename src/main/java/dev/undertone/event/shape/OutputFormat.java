// SPDX-License-Identifier: Apache-2.0
package dev.undertone.event.shape;

import java.util.Arrays;
import java.util.Locale;

/** What scored events are written in. */
public enum OutputFormat {
    /** JSON alone. */
    JSON,
    /** Avro, behind the id of its schema. */
    AVRO,
    /** JSON, behind the id of its schema. */
    JSON_SCHEMA;

    /** As the configuration writes it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Reads what {@link #text()} writes. */
    public static OutputFormat parse(String text) {
        return Arrays.stream(values())
                .filter(value -> value.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a format is no '" + text + "'"));
    }
}
