// SPDX-License-Identifier: Apache-2.0
package dev.undertone.event.contract;

import java.util.List;
import java.util.Objects;

/**
 * A field of an event, of which every kind of schema is made.
 *
 * @param always whether every event has it
 * @param meaning one sentence
 * @param within the fields of an object, or of each in a list; empty for all others
 */
public record EventField(String name, Type type, boolean always, String meaning, List<EventField> within) {
    /** What a field holds. */
    public enum Type {
        TEXT,
        /** One of the labels. */
        LABEL,
        /** A number from -1 to 1. */
        SIGNED_SHARE,
        /** A number from 0 to 1. */
        SHARE,
        NUMBER,
        /** A whole number, at least 0. */
        OFFSET,
        /** A whole number, at least 1. */
        COUNT,
        FLAG,
        /** A moment in UTC, in whole milliseconds. */
        TIME,
        /** Fields that are known beforehand. */
        OBJECT,
        /** A list of objects. */
        LIST,
        /** Fields of the review, whatever they are. */
        REPEATED
    }

    public EventField {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(meaning, "meaning");
        within = List.copyOf(within);
    }

    static EventField always(String name, Type type, String meaning) {
        return new EventField(name, type, true, meaning, List.of());
    }

    static EventField always(String name, String meaning, List<EventField> within) {
        return new EventField(name, Type.OBJECT, true, meaning, within);
    }
}
