// SPDX-License-Identifier: Apache-2.0
package dev.undertone.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.undertone.review.Scored;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/** Writes scored events. Safe for use by many threads. */
public final class ScoredEventWriter {
    // Emoji as themselves, in half the bytes of two escapes; half a pair stays an escape.
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();
    private static final ObjectMapper JSON = new JsonMapper(FACTORY);

    private final String modelName;
    private final String modelVersion;
    private volatile Moment lastMoment = Moment.of(Instant.EPOCH);

    /** A time with its text: the outcomes of a batch share one, and writing it takes as long as the rest of an event. */
    private record Moment(Instant time, String text) {
        static Moment of(Instant time) {
            return new Moment(time, time.toString());
        }
    }

    /** A writer that names the model on every event. */
    public ScoredEventWriter(String modelName, String modelVersion) {
        this.modelName = Objects.requireNonNull(modelName, "modelName");
        this.modelVersion = Objects.requireNonNull(modelVersion, "modelVersion");
    }

    /** The event as JSON in UTF-8, without a line end; numbers between 0 and 1 with six decimals. */
    public byte[] write(String id, Scored scored, Instant scoredAt, Map<String, JsonNode> carried) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("id", id);
            json.writeStringField("label", scored.label().text());
            json.writeNumberField("score", sixDecimals(scored.score()));
            json.writeNumberField("probability", sixDecimals(scored.probability()));
            json.writeNumberField("confidence", sixDecimals(scored.confidence()));
            json.writeNumberField("tokens", scored.tokens());
            json.writeBooleanField("truncated", scored.truncated());
            json.writeObjectFieldStart("model");
            json.writeStringField("name", modelName);
            json.writeStringField("version", modelVersion);
            json.writeEndObject();
            json.writeStringField("scoredAt", text(scoredAt));
            if (!carried.isEmpty()) {
                json.writeFieldName("review");
                JSON.writeValue(json, carried);
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    private String text(Instant time) {
        Moment moment = lastMoment;
        if (!moment.time().equals(time)) {
            moment = Moment.of(time);
            lastMoment = moment;
        }
        return moment.text();
    }

    private static double sixDecimals(double number) {
        return Math.round(number * 1e6) / 1e6;
    }
}
