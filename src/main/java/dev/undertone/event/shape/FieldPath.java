// SPDX-License-Identifier: Apache-2.0
package dev.undertone.event.shape;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Where something stands in an event: a field of its top level by its name, or any place in it by a JSON pointer (RFC
 * 6901), which begins with a slash. Immutable.
 *
 * @param written as in the configuration
 * @param tokens the names of fields, or numbers of elements, on the way from the top
 */
public record FieldPath(String written, List<String> tokens) {
    public FieldPath {
        tokens = List.copyOf(tokens);
    }

    /**
     * Reads a name or a pointer.
     *
     * @throws IllegalArgumentException saying in a sentence what is wrong
     */
    public static FieldPath parse(String written) {
        String path = written.strip();
        if (path.isEmpty()) {
            throw new IllegalArgumentException("a field has a name; alternatives are written as in full_text|text,"
                    + " fields to be joined as in title,body");
        }
        if (!path.startsWith("/")) {
            return new FieldPath(path, List.of(path));
        }
        if (path.matches(".*~(?![01]).*")) {
            throw new IllegalArgumentException(
                    "the JSON pointer '" + path + "' has a ~ that is neither ~0 for ~ nor ~1 for /");
        }
        List<String> tokens = new ArrayList<>();
        for (JsonPointer at = JsonPointer.compile(path); at != JsonPointer.empty(); at = at.tail()) {
            tokens.add(at.getMatchingProperty());
        }
        return new FieldPath(path, tokens);
    }

    /** Whether it is the name of a field of the top level. */
    public boolean isName() {
        return !written.startsWith("/");
    }

    /** What stands last on the way, which is the name that a repeated field has in a scored event. */
    public String last() {
        return tokens.get(tokens.size() - 1);
    }

    /** What stands there, also within a string on the way that holds JSON; a missing node where nothing does. */
    public JsonNode in(JsonNode event) {
        JsonNode at = event;
        for (String token : tokens) {
            if (at.isTextual()) {
                at = JsonTrees.parse(at.asText()).orElseGet(MissingNode::getInstance);
            }
            at = at.isArray() ? at.path(index(token)) : at.path(token);
        }
        return at;
    }

    /** The pointer to an element of the list that stands there. */
    public String element(int index) {
        return (isName() ? "/" + written.replace("~", "~0").replace("/", "~1") : written) + "/" + index;
    }

    /** Writes a text there, with the objects on the way. */
    public void put(ObjectNode event, String text) {
        ObjectNode at = event;
        for (String token : tokens.subList(0, tokens.size() - 1)) {
            at = at.get(token) instanceof ObjectNode there ? there : at.putObject(token);
        }
        at.put(last(), text);
    }

    private static int index(String token) {
        return token.matches("0|[1-9]\\d{0,8}") ? Integer.parseInt(token) : -1;
    }
}
