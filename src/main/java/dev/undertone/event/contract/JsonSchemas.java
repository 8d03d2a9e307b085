// SPDX-License-Identifier: Apache-2.0
package dev.undertone.event.contract;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.undertone.deadletter.DeadLetterHeaders;
import dev.undertone.review.Label;
import dev.undertone.review.RejectReason;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** JSON Schemas (2020-12) of what is written. */
public final class JsonSchemas {
    private static final String DRAFT = "https://json-schema.org/draft/2020-12/schema";
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static final Map<String, String> LETTER_HEADERS = Map.of(
            DeadLetterHeaders.PREFIX + "exception", "The class of the failure.",
            DeadLetterHeaders.PREFIX + "message", "One sentence that says what is wrong with the record.",
            DeadLetterHeaders.PREFIX + "stacktrace", "Empty: nothing was thrown.",
            DeadLetterHeaders.PREFIX + "topic", "The topic that the record lies in.",
            DeadLetterHeaders.PREFIX + "partition", "Its partition.",
            DeadLetterHeaders.PREFIX + "offset", "Its offset.");

    private JsonSchemas() {}

    /** Of the value of a scored event. */
    public static ObjectNode ofScores() {
        ObjectNode schema = NODES.objectNode().put("$schema", DRAFT);
        schema.put("title", ScoredEventContract.NAME).put("description", ScoredEventContract.MEANING);
        return schema.setAll(object(ScoredEventContract.FIELDS));
    }

    /** Of the headers of a dead letter; its value is the record's own, byte for byte. */
    public static ObjectNode ofLetterHeaders() {
        ObjectNode schema = NODES.objectNode().put("$schema", DRAFT);
        schema.put("title", "RejectedReviewHeaders")
                .put("description", "The headers of a dead letter, whose value is that of the record.");
        schema.put("type", "object");
        ArrayNode required = NODES.arrayNode();
        ObjectNode properties = NODES.objectNode();
        LETTER_HEADERS.keySet().stream().sorted().forEach(name -> {
            required.add(name);
            ObjectNode header = properties.putObject(name).put("type", "string");
            header.put("description", LETTER_HEADERS.get(name));
            if (name.endsWith("partition") || name.endsWith("offset")) {
                header.put("pattern", "^[0-9]+$");
            }
        });
        required.add(DeadLetterHeaders.REASON);
        ObjectNode reason =
                properties.putObject(DeadLetterHeaders.REASON).put("description", "Why it could not be scored.");
        ArrayNode reasons = reason.putArray("enum");
        Arrays.stream(RejectReason.values()).map(Enum::name).forEach(reasons::add);
        schema.set("required", required);
        schema.set("properties", properties);
        return schema;
    }

    private static ObjectNode object(List<EventField> fields) {
        ObjectNode schema = NODES.objectNode().put("type", "object");
        ArrayNode required = schema.putArray("required");
        ObjectNode properties = schema.putObject("properties");
        for (EventField field : fields) {
            if (field.always()) {
                required.add(field.name());
            }
            ObjectNode property = type(field);
            properties.set(field.name(), property.put("description", field.meaning()));
        }
        return schema;
    }

    private static ObjectNode type(EventField field) {
        ObjectNode schema = NODES.objectNode();
        switch (field.type()) {
            case TEXT -> schema.put("type", "string");
            case LABEL -> {
                ArrayNode labels = schema.putArray("enum");
                Arrays.stream(Label.values()).map(Label::text).forEach(labels::add);
            }
            case SIGNED_SHARE -> schema.put("type", "number").put("minimum", -1).put("maximum", 1);
            case SHARE -> schema.put("type", "number").put("minimum", 0).put("maximum", 1);
            case NUMBER -> schema.put("type", "number");
            case OFFSET -> schema.put("type", "integer").put("minimum", 0);
            case COUNT -> schema.put("type", "integer").put("minimum", 1);
            case FLAG -> schema.put("type", "boolean");
            case TIME -> schema.put("type", "string").put("format", "date-time");
            case OBJECT -> schema.setAll(object(field.within()));
            case LIST -> schema.put("type", "array").set("items", object(field.within()));
            case REPEATED -> schema.put("type", "object");
        }
        return schema;
    }
}
