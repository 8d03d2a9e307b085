// SPDX-License-Identifier: Apache-2.0
package dev.undertone.event.schema;

import dev.undertone.event.shape.EventFields;
import dev.undertone.event.shape.EventShape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/** Which places of a value are read; the others are passed over. Immutable once made. */
final class Wanted {
    private static final Wanted ALL = new Wanted(true);

    private final boolean whole;
    private final Map<String, Wanted> children = new HashMap<>();

    private Wanted(boolean whole) {
        this.whole = whole;
    }

    /** What is read of values of a schema. */
    static Wanted of(EventShape shape, Schema schema) {
        EventFields fields = shape.fields();
        if (fields.carriesAll() || schema.getType() != Schema.Type.RECORD) {
            return ALL;
        }
        Wanted event = new Wanted(false);
        fields.paths().forEach(path -> event.add(path.tokens()));
        boolean isChange = schema.getField("op") != null && schema.getField("after") != null;
        boolean isFlattened = schema.getField("op") == null && schema.getField("__deleted") != null;
        return switch (shape.envelope()) {
            case NONE -> event;
            case DEBEZIUM -> isFlattened ? flattened(event) : change(event);
            case AUTO -> isChange ? change(event) : flattened(event);
            // Rare in Avro, and small.
            case CONNECT, CLOUDEVENTS -> ALL;
        };
    }

    /** What is read of one field, or of a key or an element; null for nothing. */
    Wanted of(String token) {
        return whole ? this : children.get(token);
    }

    private static Wanted change(Wanted event) {
        Wanted change = new Wanted(false);
        change.children.put("op", ALL);
        change.children.put("before", event);
        change.children.put("after", event);
        return change;
    }

    /** A row that was taken out of its change, with what is said of that. */
    private static Wanted flattened(Wanted event) {
        event.children.put("__deleted", ALL);
        event.children.put("__op", ALL);
        return event;
    }

    private void add(List<String> tokens) {
        String first = tokens.get(0);
        if (tokens.size() == 1) {
            children.put(first, ALL);
        } else {
            Wanted child = children.computeIfAbsent(first, token -> new Wanted(false));
            if (!child.whole) {
                child.add(tokens.subList(1, tokens.size()));
            }
        }
    }
}
