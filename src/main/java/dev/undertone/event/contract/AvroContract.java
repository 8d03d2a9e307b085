// SPDX-License-Identifier: Apache-2.0
package dev.undertone.event.contract;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * The schema of scored events in Avro. A label is a string, as a symbol more would break readers; fields of the review
 * are strings by name: texts as they are, all else as JSON.
 */
public final class AvroContract {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private AvroContract() {}

    public static ObjectNode ofScores() {
        ObjectNode schema = record(ScoredEventContract.NAME, ScoredEventContract.FIELDS);
        return schema.put("namespace", ScoredEventContract.NAMESPACE).put("doc", ScoredEventContract.MEANING);
    }

    private static ObjectNode record(String name, List<EventField> fields) {
        ObjectNode record = NODES.objectNode().put("type", "record").put("name", name);
        ArrayNode list = record.putArray("fields");
        for (EventField field : fields) {
            ObjectNode entry = list.addObject().put("name", field.name()).put("doc", field.meaning());
            ObjectNode type = NODES.objectNode();
            switch (field.type()) {
                case TEXT, LABEL -> type.put("type", "string");
                case SIGNED_SHARE, SHARE, NUMBER -> type.put("type", "double");
                case COUNT, OFFSET -> type.put("type", "int");
                case FLAG -> type.put("type", "boolean");
                case TIME -> type.put("type", "long").put("logicalType", "timestamp-millis");
                case OBJECT -> type = record(capital(field.name()), field.within());
                case LIST -> type.put("type", "array").set("items", record(capital(field.name()), field.within()));
                case REPEATED -> type.put("type", "map").put("values", "string");
            }
            if (field.always()) {
                entry.set("type", type);
            } else {
                entry.putArray("type").add("null").add(type);
                entry.putNull("default");
            }
        }
        return record;
    }

    private static String capital(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}
