// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.undertone.event.EventFields;
import dev.undertone.review.FieldChoice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A review of a file as the event it is published as.
 *
 * @param key the record's key: the event's id, where it has one
 * @param value the record's value
 */
public record ReviewLine(Optional<String> key, byte[] value) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A line that is an event already: published byte for byte, whatever it holds. */
    public static ReviewLine json(byte[] line, FieldChoice idField) {
        try {
            JsonNode event = JSON.readTree(line);
            return new ReviewLine(
                    idField.names().stream()
                            .map(event::path)
                            .filter(id -> id.isValueNode() && !id.isNull())
                            .findFirst()
                            .map(JsonNode::asText),
                    line);
        } catch (IOException e) {
            return new ReviewLine(Optional.empty(), line);
        }
    }

    /** A text as an event with the fields that the scorer reads. */
    public static ReviewLine text(String text, String id, EventFields names) {
        return event(
                id,
                JSON.createObjectNode()
                        .put(names.id().preferred(), id)
                        .put(names.text().preferred(), text));
    }

    /** An event as it is. */
    static ReviewLine event(String id, ObjectNode event) {
        return new ReviewLine(Optional.of(id), event.toString().getBytes(StandardCharsets.UTF_8));
    }
}
