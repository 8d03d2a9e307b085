// SPDX-License-Identifier: Apache-2.0
package dev.undertone.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Files of the repository as trees. */
final class Yaml {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final JsonMapper JSON = new JsonMapper();

    private Yaml() {}

    /** Reads a file of YAML or JSON. */
    static JsonNode read(String first, String... more) {
        Path file = Path.of(first, more);
        try {
            return (file.toString().endsWith(".json") ? JSON : YAML).readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A node's children, in their order. */
    static Stream<JsonNode> each(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false);
    }

    /** A list of strings. */
    static List<String> texts(JsonNode node) {
        return each(node).map(JsonNode::asText).toList();
    }
}
