// SPDX-License-Identifier: Apache-2.0
package dev.undertone.event.contract;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * The schema of scored events for Kafka Connect, as its JsonConverter takes it ({@code schema.content}): with it, sinks
 * get structs of plain JSON. Fields of the review are not in it, as they can be anything.
 */
public final class ConnectContract {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private ConnectContract() {}

    public static ObjectNode ofScores() {
        return struct(ScoredEventContract.FIELDS)
                .put("name", ScoredEventContract.NAMESPACE + "." + ScoredEventContract.NAME)
                .put("optional", false);
    }

    private static ObjectNode list(EventField field) {
        ObjectNode list = NODES.objectNode().put("type", "array");
        list.set("items", struct(field.within()).put("optional", false));
        return list;
    }

    private static ObjectNode struct(List<EventField> fields) {
        ObjectNode struct = NODES.objectNode().put("type", "struct");
        ArrayNode list = struct.putArray("fields");
        for (EventField field : fields) {
            if (field.type() == EventField.Type.REPEATED) {
                continue;
            }
            ObjectNode entry = switch (field.type()) {
                // The moment stays the text that it is in JSON.
                case TEXT, LABEL, TIME, REPEATED -> NODES.objectNode().put("type", "string");
                case SIGNED_SHARE, SHARE, NUMBER -> NODES.objectNode().put("type", "double");
                case COUNT, OFFSET -> NODES.objectNode().put("type", "int32");
                case FLAG -> NODES.objectNode().put("type", "boolean");
                case OBJECT -> struct(field.within());
                case LIST -> list(field);
            };
            list.add(entry.put("field", field.name()).put("optional", !field.always()));
        }
        return struct;
    }
}
