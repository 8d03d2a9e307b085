// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A line of a file as the event it is published as.
 *
 * @param key the record's key: the event's id, where it has one
 * @param value the record's value
 */
record ReviewLine(Optional<String> key, byte[] value) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A line that is an event already: published byte for byte, whatever it holds. */
    static ReviewLine json(byte[] line) {
        try {
            JsonNode id = JSON.readTree(line).path("id");
            return new ReviewLine(id.isValueNode() && !id.isNull() ? Optional.of(id.asText()) : Optional.empty(), line);
        } catch (IOException e) {
            return new ReviewLine(Optional.empty(), line);
        }
    }

    /** A line of {@code label TAB text}; the event carries the label as positive or negative. */
    static ReviewLine tsv(byte[] line, String id) {
        String text = new String(line, StandardCharsets.UTF_8);
        int tab = text.indexOf('\t');
        if (tab < 0) {
            return text(line, id);
        }
        ObjectNode event = JSON.createObjectNode().put("id", id).put("text", text.substring(tab + 1));
        String label = text.substring(0, tab);
        event.put("label", label.equals("1") ? "positive" : label.equals("0") ? "negative" : label);
        return event(id, event);
    }

    /** A line that is a review's text. */
    static ReviewLine text(byte[] line, String id) {
        return event(id, JSON.createObjectNode().put("id", id).put("text", new String(line, StandardCharsets.UTF_8)));
    }

    private static ReviewLine event(String id, ObjectNode event) {
        return new ReviewLine(Optional.of(id), event.toString().getBytes(StandardCharsets.UTF_8));
    }
}
