// SPDX-License-Identifier: Apache-2.0
package dev.undertone.event;

import dev.undertone.review.FieldChoice;
import java.util.List;
import java.util.Objects;

/**
 * Which fields of a review event mean what.
 *
 * @param text where the review is
 * @param id where its id is
 * @param carried the fields to repeat in the scored event; {@code *} alone for all
 * @param strings what a value is that is no object but a string
 */
public record EventFields(FieldChoice text, FieldChoice id, List<String> carried, StringValue strings) {
    public static final String ALL = "*";

    public EventFields {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(strings, "strings");
        carried = List.copyOf(carried);
        if (carried.contains(ALL) && carried.size() > 1) {
            throw new IllegalArgumentException("'*' carries every field, so it stands alone, not in " + carried);
        }
    }

    /** Fields as the configuration writes them. @throws IllegalArgumentException saying in a sentence what is wrong */
    public EventFields(String text, String id, List<String> carried) {
        this(FieldChoice.parse(text), FieldChoice.parse(id), carried, StringValue.REJECT);
    }

    public EventFields withStrings(StringValue meaning) {
        return new EventFields(text, id, carried, meaning);
    }

    /** {@code text} and {@code id}, nothing carried. */
    public static EventFields defaults() {
        return new EventFields("text", "id", List.of());
    }

    boolean carries(String field) {
        return carried.contains(field) || carried.contains(ALL);
    }
}
