// SPDX-License-Identifier: Apache-2.0
package dev.undertone.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.undertone.testing.Records;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Outcomes beside the schemas in {@code docs/contract}, as somebody sees them who has nothing else: what they say has
 * to hold, and there may be nothing of ours that they do not name. Immutable.
 */
public final class WrittenContract {
    private static final Path FOLDER = Path.of("docs", "contract");
    private static final List<String> OURS = List.of("undertone.", "__streams.errors.");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonSchema scores = schema("scored-review.schema.json");
    private final JsonSchema letterHeaders = schema("rejected-review-headers.schema.json");

    /** What is wrong with a scored event; empty where nothing is. */
    public List<String> faultsOfScore(byte[] event) {
        try {
            return faults(scores, JSON.readTree(event));
        } catch (IOException e) {
            return List.of("the scored event is no JSON");
        }
    }

    /** What is wrong with the headers of a dead letter; empty where nothing is. */
    public List<String> faultsOfLetter(Headers headers) {
        List<String> faults = new ArrayList<>();
        ObjectNode named = JSON.createObjectNode();
        for (Header header : headers) {
            if (OURS.stream().anyMatch(header.key()::startsWith)) {
                if (named.has(header.key())) {
                    faults.add("the header " + header.key() + " is there twice");
                }
                named.put(header.key(), header.value() == null ? null : Records.text(header.value()));
            }
        }
        faults.addAll(faults(letterHeaders, named));
        return faults;
    }

    private static List<String> faults(JsonSchema schema, JsonNode document) {
        List<String> faults = new ArrayList<>(schema.validate(document).stream()
                .map(ValidationMessage::getMessage)
                .toList());
        JsonNode described = schema.getSchemaNode().get("properties");
        document.fieldNames().forEachRemaining(name -> {
            if (!described.has(name)) {
                faults.add(name + " is not in the schema");
            }
        });
        return faults;
    }

    private static JsonSchema schema(String file) {
        SchemaValidatorsConfig strict =
                SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
        try {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(Files.readString(FOLDER.resolve(file)), strict);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
