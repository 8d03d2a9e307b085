// SPDX-License-Identifier: Apache-2.0
package dev.undertone.event.shape;

import com.fasterxml.jackson.databind.JsonNode;
import dev.undertone.review.FieldChoice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a text or an id is made of: {@code full_text|text} is the first that is there, {@code title,body} both in this
 * order, and {@code title,full_text|text} the title and the first of the others. Each is the name of a field or a JSON
 * pointer. Immutable.
 *
 * @param parts to be joined, each with its alternatives, the one that is preferred first
 */
public record FieldExpression(List<List<FieldPath>> parts) {
    public FieldExpression {
        parts = parts.stream().map(List::copyOf).toList();
        if (parts.isEmpty() || parts.stream().anyMatch(List::isEmpty)) {
            throw new IllegalArgumentException("a field has a name");
        }
    }

    /**
     * What was found.
     *
     * @param value where every part that is there can be one
     * @param there whether any part is there
     */
    public record Found(Optional<String> value, boolean there) {}

    /** How a node becomes a text, or an id. */
    public enum Kind {
        /** A string alone will do. */
        TEXT("\n"),
        /** A string or a whole number. */
        ID("-");

        private final String separator;

        Kind(String separator) {
            this.separator = separator;
        }

        boolean takes(JsonNode node) {
            return node.isTextual() || this == ID && node.isIntegralNumber();
        }
    }

    /**
     * Reads what {@link #text()} writes.
     *
     * @throws IllegalArgumentException saying in a sentence what is wrong
     */
    public static FieldExpression parse(String written) {
        return new FieldExpression(Arrays.stream(written.split(",", -1))
                .map(part -> Arrays.stream(part.split("\\|", -1))
                        .map(FieldPath::parse)
                        .toList())
                .toList());
    }

    /** The same as a choice among fields of the top level, where it is no more than that. */
    public Optional<FieldChoice> flat() {
        return parts.size() == 1 && parts.get(0).stream().allMatch(FieldPath::isName)
                ? Optional.of(new FieldChoice(
                        parts.get(0).stream().map(FieldPath::written).toList()))
                : Optional.empty();
    }

    /** Where a text is written in an event that is made: the preferred place of the first part. */
    public FieldPath preferred() {
        return parts.get(0).get(0);
    }

    /** Every place that is looked at. */
    public List<FieldPath> paths() {
        return parts.stream().flatMap(List::stream).toList();
    }

    /** Reads it from an event; null is nothing. */
    public Found in(JsonNode event, Kind kind) {
        List<String> found = new ArrayList<>();
        boolean there = false;
        boolean whole = true;
        for (List<FieldPath> alternatives : parts) {
            Optional<JsonNode> node = first(event, alternatives);
            there |= node.isPresent()
                    || alternatives.stream().anyMatch(path -> !path.in(event).isMissingNode());
            whole &= node.isEmpty() || kind.takes(node.get());
            node.filter(kind::takes).map(JsonNode::asText).ifPresent(found::add);
        }
        return new Found(
                whole && !found.isEmpty() ? Optional.of(String.join(kind.separator, found)) : Optional.empty(), there);
    }

    /** The id of an event, where it has one: what {@code publish} makes the record's key. */
    public Optional<String> idIn(JsonNode event) {
        return in(event, Kind.ID).value();
    }

    /** As it is written in the configuration. */
    public String text() {
        return String.join(
                ",",
                parts.stream()
                        .map(part -> String.join(
                                "|", part.stream().map(FieldPath::written).toList()))
                        .toList());
    }

    private static Optional<JsonNode> first(JsonNode event, List<FieldPath> alternatives) {
        for (FieldPath path : alternatives) {
            JsonNode node = path.in(event);
            if (!node.isMissingNode() && !node.isNull()) {
                return Optional.of(node);
            }
        }
        return Optional.empty();
    }
}
