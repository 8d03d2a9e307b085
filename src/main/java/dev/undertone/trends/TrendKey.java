// SPDX-License-Identifier: Apache-2.0
package dev.undertone.trends;

import java.util.Objects;

/**
 * What figures are of: the reviews with one value of a field, or all of them.
 *
 * @param by the field; empty for all reviews
 * @param value of the field
 */
public record TrendKey(String by, String value) {
    /** All reviews. */
    public static final TrendKey ALL = new TrendKey("", "");

    /** No name of a field has it, see the configuration. */
    private static final char SEPARATOR = '\0';

    public TrendKey {
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(value, "value");
    }

    /** Whether it is of all reviews. */
    public boolean isAll() {
        return by.isEmpty();
    }

    /** As one text, by which stores and partitions know it. */
    public String text() {
        return by + SEPARATOR + value;
    }

    static TrendKey parse(String text) {
        int separator = text.indexOf(SEPARATOR);
        return new TrendKey(text.substring(0, separator), text.substring(separator + 1));
    }
}
