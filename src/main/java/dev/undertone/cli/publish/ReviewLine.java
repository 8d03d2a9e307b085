// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli.publish;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.undertone.event.shape.EventFields;
import dev.undertone.event.shape.FieldExpression;
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
    public static ReviewLine json(byte[] line, FieldExpression idField) {
        try {
            return new ReviewLine(idField.idIn(JSON.readTree(line)), line);
        } catch (IOException e) {
            return new ReviewLine(Optional.empty(), line);
        }
    }

    /** A text as an event with the fields that the scorer reads. */
    public static ReviewLine text(String text, String id, EventFields names) {
        ObjectNode event = JSON.createObjectNode();
        names.id().preferred().put(event, id);
        names.text().preferred().put(event, text);
        return event(id, event);
    }

    /** An event as it is. */
    static ReviewLine event(String id, ObjectNode event) {
        return new ReviewLine(Optional.of(id), event.toString().getBytes(StandardCharsets.UTF_8));
    }
}
