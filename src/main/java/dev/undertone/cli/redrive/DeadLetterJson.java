// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli.redrive;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.undertone.deadletter.DeadLetter;
import dev.undertone.deadletter.Diagnosis;
import dev.undertone.deadletter.HeaderDialect;
import dev.undertone.deadletter.Origin;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.kafka.common.header.Header;

/** A dead letter in full, as JSON. What is no UTF-8 stands in Base64, under a name that says so. */
final class DeadLetterJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private DeadLetterJson() {}

    static ObjectNode of(DeadLetter letter, boolean replayed) {
        Diagnosis diagnosis = letter.diagnosis();
        ObjectNode json = JSON.createObjectNode();
        json.put("position", letter.position().toString());
        json.put("reason", letter.reason());
        json.put("headersOf", diagnosis.dialect().map(HeaderDialect::text).orElse(null));
        json.put("exception", diagnosis.exception().orElse(null));
        json.put("cause", diagnosis.cause().orElse(null));
        json.put("message", diagnosis.message().orElse(null));
        putOrigin(json.putObject("origin"), diagnosis.origin());
        json.put("timestamp", letter.timestamp().toString());
        json.put("attempts", letter.attempts());
        json.put("replayed", replayed);
        put(json, "key", letter.key());
        put(json, "value", letter.value());
        ArrayNode headers = json.putArray("headers");
        for (Header header : letter.headers()) {
            put(headers.addObject().put("key", header.key()), "value", header.value());
        }
        return json;
    }

    private static void putOrigin(ObjectNode json, Origin origin) {
        json.put("topic", origin.topic().orElse(null));
        if (origin.partition().isPresent()) {
            json.put("partition", origin.partition().getAsInt());
        }
        if (origin.offset().isPresent()) {
            json.put("offset", origin.offset().getAsLong());
        }
    }

    private static void put(ObjectNode json, String name, byte[] bytes) {
        if (bytes == null) {
            json.putNull(name);
            return;
        }
        try {
            json.put(
                    name,
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes))
                            .toString());
        } catch (CharacterCodingException e) {
            json.put(name + "Base64", Base64.getEncoder().encodeToString(bytes));
        }
    }
}
