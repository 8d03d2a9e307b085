// SPDX-License-Identifier: Apache-2.0
package dev.undertone.event.contract;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.undertone.deadletter.DeadLetter;
import dev.undertone.deadletter.DeadLetterHeaders;
import dev.undertone.review.Label;
import dev.undertone.review.RejectReason;
import java.util.Arrays;
import java.util.List;

/** JSON Schemas (2020-12) of what is written. */
public final class JsonSchemas {
    private static final String DRAFT = "https://json-schema.org/draft/2020-12/schema";
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static final String DIGITS = "^[0-9]+$";
    private static final String SHA_256 = "^[0-9a-f]{64}$";

    private static final List<LetterHeader> LETTER_HEADERS = List.of(
            always("exception", "", "The class of the failure."),
            always("message", "", "One sentence that says what is wrong with the record."),
            always("offset", DIGITS, "Its offset."),
            always("partition", DIGITS, "Its partition."),
            always("stacktrace", "", "Empty: nothing was thrown."),
            always("topic", "", "The topic that the record lies in."),
            sometimes(DeadLetterHeaders.HEADERS_CUT, DIGITS, "How many headers of the record were left out."),
            sometimes(
                    DeadLetterHeaders.KEY_ADDED, "^true$", "There where the record has no key and the letter has one."),
            sometimes(
                    DeadLetterHeaders.KEY_BYTES,
                    DIGITS,
                    "The size of the record's key, of which the letter has a part."),
            sometimes(DeadLetterHeaders.KEY_HASH, SHA_256, "The SHA-256 of that key."),
            sometimes(DeadLetter.ATTEMPTS, "", "How often the record was replayed before."),
            sometimes(
                    DeadLetterHeaders.TIMESTAMP, "^-?[0-9]+$", "The record's timestamp, where the letter has another."),
            sometimes(
                    DeadLetterHeaders.VALUE_BYTES,
                    DIGITS,
                    "The size of the record's value, of which the letter has a part."),
            sometimes(DeadLetterHeaders.VALUE_HASH, SHA_256, "The SHA-256 of that value."));

    private JsonSchemas() {}

    /**
     * A header of dead letters.
     *
     * @param pattern of what it says; empty for any
     * @param always whether every letter has it
     */
    private record LetterHeader(String name, String pattern, String meaning, boolean always) {}

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
        for (LetterHeader header : LETTER_HEADERS) {
            if (header.always()) {
                required.add(header.name());
            }
            ObjectNode property = properties.putObject(header.name()).put("type", "string");
            property.put("description", header.meaning());
            if (!header.pattern().isEmpty()) {
                property.put("pattern", header.pattern());
            }
        }
        required.add(DeadLetterHeaders.REASON);
        ObjectNode reason =
                properties.putObject(DeadLetterHeaders.REASON).put("description", "Why it could not be scored.");
        ArrayNode reasons = reason.putArray("enum");
        Arrays.stream(RejectReason.values()).map(Enum::name).forEach(reasons::add);
        schema.set("required", required);
        schema.set("properties", properties);
        return schema;
    }

    private static LetterHeader always(String name, String pattern, String meaning) {
        return new LetterHeader(DeadLetterHeaders.PREFIX + name, pattern, meaning, true);
    }

    private static LetterHeader sometimes(String name, String pattern, String meaning) {
        return new LetterHeader(name, pattern, meaning, false);
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
