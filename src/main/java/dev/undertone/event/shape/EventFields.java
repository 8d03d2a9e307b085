// SPDX-License-Identifier: Apache-2.0
package dev.undertone.event.shape;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Which fields of a review event mean what.
 *
 * @param text where the review is
 * @param id where its id is
 * @param carried the fields to repeat in the scored event, by name or by JSON pointer; {@code *} alone for all
 * @param strings what a value is that is no object but a string
 */
public record EventFields(FieldExpression text, FieldExpression id, List<String> carried, StringValue strings) {
    public static final String ALL = "*";

    public EventFields {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(strings, "strings");
        carried = List.copyOf(carried);
        if (carried.contains(ALL) && carried.size() > 1) {
            throw new IllegalArgumentException("'*' carries every field, so it stands alone, not in " + carried);
        }
        List<String> names = new ArrayList<>();
        for (String field : carried) {
            String name = FieldPath.parse(field).last();
            if (names.contains(name)) {
                throw new IllegalArgumentException(
                        "two of the fields to repeat would be called '" + name + "' in a scored event: " + carried);
            }
            names.add(name);
        }
    }

    /** Fields as the configuration writes them. @throws IllegalArgumentException saying in a sentence what is wrong */
    public EventFields(String text, String id, List<String> carried) {
        this(FieldExpression.parse(text), FieldExpression.parse(id), carried, StringValue.REJECT);
    }

    public EventFields withStrings(StringValue meaning) {
        return new EventFields(text, id, carried, meaning);
    }

    /** {@code text} and {@code id}, nothing carried. */
    public static EventFields defaults() {
        return new EventFields("text", "id", List.of());
    }

    /** Whether all that is read stands at the top level, nothing of it joined. */
    boolean isFlat() {
        return text.flat().isPresent()
                && id.flat().isPresent()
                && carried.stream().noneMatch(field -> field.startsWith("/"));
    }

    public boolean carriesAll() {
        return carried.contains(ALL);
    }

    public boolean carries(String field) {
        return carried.contains(field) || carriesAll();
    }

    /** Where the fields stand that are repeated by name or pointer, not by {@code *}. */
    public List<FieldPath> carriedPaths() {
        return carriesAll() ? List.of() : carried.stream().map(FieldPath::parse).toList();
    }

    /** Every place that is looked at, unless all fields are carried. */
    public List<FieldPath> paths() {
        return Stream.of(text.paths(), id.paths(), carriedPaths())
                .flatMap(List::stream)
                .toList();
    }
}
