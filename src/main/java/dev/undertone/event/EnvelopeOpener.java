// SPDX-License-Identifier: Apache-2.0
package dev.undertone.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.undertone.event.shape.Envelope;
import java.io.IOException;
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

    private final Envelope envelope;
    private final ObjectMapper json;

    EnvelopeOpener(Envelope envelope, ObjectMapper json) {
        this.envelope = envelope;
        this.json = json;
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
        boolean isCloudEvent = event.path(SPECVERSION).isTextual()
                && event.path("type").isTextual()
                && event.path("source").isTextual();
        return isCloudEvent ? cloudEvent(event) : new Opened.Contents(event);
    }

    private static boolean isConnect(JsonNode event) {
        return event.size() == 2 && event.has(SCHEMA) && event.has(PAYLOAD);
    }

    private static boolean isChange(JsonNode event) {
        return event.path(OP).isTextual() && (event.has(AFTER) || event.has(BEFORE));
    }

    private static Opened connect(JsonNode event) {
        if (!event.has(PAYLOAD)) {
            return new Opened.Unopenable("the event has no field 'payload', which Kafka Connect's envelope has");
        }
        JsonNode payload = event.get(PAYLOAD);
        return payload.isNull() ? new Opened.Removed() : new Opened.Contents(payload);
    }

    private static Opened debeziumIn(JsonNode payload) {
        return payload.isNull() ? new Opened.Removed() : debezium(payload);
    }

    private static Opened debezium(JsonNode change) {
        String op = change.path(OP).asText();
        return switch (op) {
            case "c", "r", "u" -> {
                JsonNode after = change.path(AFTER);
                yield after.isObject()
                        ? new Opened.Contents(
                                after, Optional.of(change.path(BEFORE)).filter(JsonNode::isObject))
                        : new Opened.Unopenable("the change has no row in its field 'after'");
            }
            case "d" -> new Opened.Removed();
            case "t" ->
                new Opened.Unopenable("the change emptied a table (op t) and names no row;"
                        + " the connector leaves such changes out with skipped.operations=t");
            case "" -> new Opened.Unopenable("the event has no field 'op', which a change of Debezium has");
            default ->
                new Opened.Unopenable("the change is of a kind (op) that has no row; those that do are c, r, u and d");
        };
    }

    private Opened cloudEvent(JsonNode event) {
        if (event.hasNonNull(DATA)) {
            return new Opened.Contents(event.get(DATA));
        }
        if (!event.path(DATA_BASE64).isTextual()) {
            return new Opened.Unopenable("the CloudEvent has no data");
        }
        try {
            return new Opened.Contents(json.readTree(event.get(DATA_BASE64).binaryValue()));
        } catch (IOException e) {
            return new Opened.Unopenable("the CloudEvent's data_base64 holds no JSON in Base64");
        }
    }
}
