// SPDX-License-Identifier: Apache-2.0
package dev.undertone.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.undertone.event.shape.Envelope;
import dev.undertone.event.shape.JsonTrees;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Takes events out of what other systems wrap them in. Immutable. */
final class EnvelopeOpener {
    private static final String PAYLOAD = "payload";
    private static final String SCHEMA = "schema";
    private static final String AFTER = "after";
    private static final String BEFORE = "before";
    private static final String OP = "op";
    private static final String DATA = "data";
    private static final String DATA_BASE64 = "data_base64";
    private static final String SPECVERSION = "specversion";
    /** What Debezium's ExtractNewRecordState adds to a row that it takes out of its change. */
    private static final String DELETED = "__deleted";

    private static final String FLAT_OP = "__op";
    private static final String PLAIN_TOO = "; input.envelope=auto reads events without one, too";

    private final Envelope envelope;

    EnvelopeOpener(Envelope envelope) {
        this.envelope = envelope;
    }

    /** Which setting reads what is in an envelope still, to be put behind a sentence; empty where it is in none. */
    static String hint(JsonNode event) {
        if (isChange(event) || isConnect(event) && isChange(event.get(PAYLOAD))) {
            return "; it is in Debezium's envelope, which input.envelope=debezium opens";
        }
        if (isConnect(event)) {
            return "; it is in Kafka Connect's envelope, which input.envelope=connect opens";
        }
        return isCloudEvent(event) ? "; it is in a CloudEvent, which input.envelope=cloudevents opens" : "";
    }

    Opened open(JsonNode event) {
        return switch (envelope) {
            case NONE -> new Opened.Contents(event);
            case CONNECT -> connect(event);
            case DEBEZIUM -> isConnect(event) ? debeziumIn(event.get(PAYLOAD)) : debezium(event);
            case CLOUDEVENTS -> event.has(SPECVERSION) ? cloudEvent(event) : new Opened.Contents(event);
            case AUTO -> whatever(event);
        };
    }

    private Opened whatever(JsonNode event) {
        if (isConnect(event)) {
            JsonNode payload = event.get(PAYLOAD);
            return isChange(payload) ? debezium(payload) : connect(event);
        }
        if (isChange(event)) {
            return debezium(event);
        }
        return isCloudEvent(event) ? cloudEvent(event) : new Opened.Contents(event);
    }

    private static boolean isCloudEvent(JsonNode event) {
        return event.path(SPECVERSION).isTextual()
                && event.path("type").isTextual()
                && event.path("source").isTextual();
    }

    private static boolean isConnect(JsonNode event) {
        return event.size() == 2 && event.has(SCHEMA) && event.has(PAYLOAD);
    }

    private static boolean isChange(JsonNode event) {
        return event.path(OP).isTextual() && (event.has(AFTER) || event.has(BEFORE)) || isFlattened(event);
    }

    private static boolean isFlattened(JsonNode event) {
        return event.has(DELETED) && !event.has(OP);
    }

    private static Opened connect(JsonNode event) {
        if (!event.has(PAYLOAD)) {
            return new Opened.Unopenable(
                    "the event has no field 'payload', which Kafka Connect's envelope has" + PLAIN_TOO);
        }
        JsonNode payload = event.get(PAYLOAD);
        return payload.isNull() ? new Opened.Removed() : new Opened.Contents(payload);
    }

    private static Opened debeziumIn(JsonNode payload) {
        return payload.isNull() ? new Opened.Removed() : debezium(payload);
    }

    private static Opened debezium(JsonNode change) {
        if (isFlattened(change)) {
            return change.get(DELETED).asBoolean()
                    ? new Opened.Removed()
                    : new Opened.Contents(
                            change,
                            Optional.empty(),
                            change.path(FLAT_OP).asText().equals("u"));
        }
        String op = change.path(OP).asText();
        return switch (op) {
            case "c", "r", "u" -> {
                JsonNode after = row(change.path(AFTER));
                yield after.isObject()
                        ? new Opened.Contents(
                                after, Optional.of(row(change.path(BEFORE))).filter(JsonNode::isObject), op.equals("u"))
                        : new Opened.Unopenable("the change has no row in its field 'after'");
            }
            case "d" -> new Opened.Removed();
            case "t" ->
                new Opened.Unopenable("the change emptied a table (op t) and names no row;"
                        + " the connector leaves such changes out with skipped.operations=t");
            case "" -> new Opened.Unopenable("the event has no field 'op', which a change of Debezium has" + PLAIN_TOO);
            default ->
                new Opened.Unopenable("the change is of a kind (op) that has no row; those that do are c, r, u and d");
        };
    }

    /** The connector for MongoDB writes documents as strings that hold JSON. */
    private static JsonNode row(JsonNode told) {
        return told.isTextual() ? JsonTrees.parse(told.asText()).orElse(told) : told;
    }

    private static Opened cloudEvent(JsonNode event) {
        if (event.hasNonNull(DATA)) {
            return new Opened.Contents(event.get(DATA));
        }
        if (!event.path(DATA_BASE64).isTextual()) {
            return new Opened.Unopenable("the CloudEvent has no data");
        }
        try {
            byte[] data = event.get(DATA_BASE64).binaryValue();
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(data))
                    .toString();
            if (event.path("datacontenttype").asText().startsWith("text/")) {
                return new Opened.Contents(TextNode.valueOf(text));
            }
            Optional<JsonNode> contents = JsonTrees.parse(text);
            if (contents.isPresent()) {
                return new Opened.Contents(contents.get());
            }
        } catch (IOException e) {
            // Said below: it is not in Base64, or no text.
        }
        return new Opened.Unopenable("the CloudEvent's data_base64 holds no JSON in Base64");
    }
}
