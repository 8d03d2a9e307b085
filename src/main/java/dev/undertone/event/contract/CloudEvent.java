// SPDX-License-Identifier: Apache-2.0
package dev.undertone.event.contract;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a CloudEvent (1.0) says around a scored event.
 *
 * @param id of the event, the same whenever the same review is scored: where the review lies
 * @param source who scores
 * @param subject the review's id
 * @param contentType of the data, as a media type
 */
public record CloudEvent(String id, String source, String subject, Instant time, String contentType) {
    /** Of every scored event; a change that readers of the old one cannot read gets another. */
    public static final String TYPE = "dev.undertone.review.scored.v1";
    /** Of a value in the structured mode, by which it is told. */
    public static final String STRUCTURED = "application/cloudevents+json; charset=UTF-8";

    private static final JsonFactory FACTORY = new JsonFactory();

    /** The attributes, without the type of the content, which has a place of its own in each mode. */
    public Map<String, String> attributes() {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("specversion", "1.0");
        attributes.put("id", id);
        attributes.put("source", source);
        attributes.put("type", TYPE);
        if (isAllowed(subject)) {
            attributes.put("subject", subject);
        }
        attributes.put("time", time.toString());
        return attributes;
    }

    /** The structured mode: one JSON object with the attributes and the data. */
    public byte[] around(byte[] json) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(json.length + 256);
        try (JsonGenerator generator = FACTORY.createGenerator(bytes)) {
            generator.writeStartObject();
            for (Map.Entry<String, String> attribute : attributes().entrySet()) {
                generator.writeStringField(attribute.getKey(), attribute.getValue());
            }
            generator.writeStringField("datacontenttype", contentType);
            generator.writeFieldName("data");
            generator.writeRawValue(new String(json, StandardCharsets.UTF_8));
            generator.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    /** An attribute is not empty and has no control characters and no half characters. */
    private static boolean isAllowed(String text) {
        return !text.isEmpty()
                && text.codePoints()
                        .noneMatch(c -> Character.isISOControl(c)
                                || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE
                                || (c & 0xFFFE) == 0xFFFE
                                || c >= 0xFDD0 && c <= 0xFDEF);
    }
}
