// SPDX-License-Identifier: Apache-2.0
package dev.undertone.review;

import java.util.Arrays;
import java.util.List;

/**
 * Where something stands in a record: in the first of several fields that is there, written {@code full_text|text}. A
 * comma and a slash at the start are kept for fields to be joined and for JSON pointers. Immutable.
 *
 * @param names the fields' names, the one that is preferred first
 */
public record FieldChoice(List<String> names) {
    public FieldChoice {
        names = List.copyOf(names);
        if (names.isEmpty() || names.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("a field has a name; alternatives are written as in full_text|text");
        }
    }

    /**
     * Reads what {@link #text()} writes.
     *
     * @throws IllegalArgumentException saying in a sentence what is wrong
     */
    public static FieldChoice parse(String written) {
        List<String> names =
                Arrays.stream(written.split("\\|", -1)).map(String::strip).toList();
        for (String name : names) {
            if (name.contains(",")) {
                throw new IllegalArgumentException("the field '" + name
                        + "' has a comma, which is kept for fields to be joined; name one field, or alternatives as in"
                        + " full_text|text");
            }
            if (name.startsWith("/")) {
                throw new IllegalArgumentException("the field '" + name
                        + "' begins with a slash, which is kept for JSON pointers; name a field of the top level");
            }
        }
        return new FieldChoice(names);
    }

    /** The preferred one, which is written where a record is made. */
    public String preferred() {
        return names.get(0);
    }

    /** The place of a field among the alternatives, 0 for the preferred one; -1 where it is none of them. */
    public int rank(String field) {
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equals(field)) {
                return i;
            }
        }
        return -1;
    }

    /** As it is written in the configuration. */
    public String text() {
        return String.join("|", names);
    }
}
