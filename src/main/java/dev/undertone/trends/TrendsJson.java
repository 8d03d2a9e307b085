// SPDX-License-Identifier: Apache-2.0
package dev.undertone.trends;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.undertone.event.ScoredEventWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.OptionalDouble;

/** The JSON of trends: of their topics, and what answers to queries are made of. */
public final class TrendsJson {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build();

    private TrendsJson() {}

    /** Writes a part of an object. */
    @FunctionalInterface
    public interface Part {
        void writeTo(JsonGenerator json) throws IOException;
    }

    /** An object in UTF-8. */
    public static byte[] object(Part fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            fields.writeTo(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    /** The key of a record with figures: the same for the same window of the same key. */
    static byte[] key(Slot slot) {
        return object(json -> writeWindow(json, slot));
    }

    static byte[] figures(Slot slot, SentimentFigures figures) {
        return object(json -> {
            writeWindow(json, slot);
            json.writeStringField("end", time(slot.start() + slot.length().millis()));
            writeFigures(json, figures);
        });
    }

    static byte[] alert(Slot slot, WindowPair pair) {
        return object(json -> {
            writeWindow(json, slot);
            json.writeStringField("end", time(slot.start() + slot.length().millis()));
            json.writeNumberField("change", rounded(pair.change()));
            json.writeNumberField("p", pair.pOfFall());
            writeObject(json, "before", pair.before());
            writeObject(json, "now", pair.now());
            json.writeArrayFieldStart("examples");
            for (String id : pair.now().examples()) {
                json.writeString(id);
            }
            json.writeEndArray();
        });
    }

    /** Field and value; neither where it is of all reviews. */
    public static void writeKey(JsonGenerator json, TrendKey key) throws IOException {
        if (!key.isAll()) {
            json.writeStringField("by", key.by());
            json.writeStringField("key", key.value());
        }
    }

    /** Figures as an object of their own. */
    public static void writeObject(JsonGenerator json, String name, SentimentFigures figures) throws IOException {
        json.writeObjectFieldStart(name);
        writeFigures(json, figures);
        json.writeEndObject();
    }

    public static void writeFigures(JsonGenerator json, SentimentFigures figures) throws IOException {
        json.writeNumberField("count", figures.count());
        json.writeNumberField("positive", figures.positive());
        json.writeNumberField("neutral", figures.neutral());
        json.writeNumberField("negative", figures.negative());
        writeOptional(json, "mean", figures.mean());
        writeOptional(json, "standardError", figures.standardError());
        if (figures.late() > 0) {
            json.writeNumberField("late", figures.late());
        }
    }

    public static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }

    /** To six decimals, as scores are. */
    public static double rounded(double number) {
        return ScoredEventWriter.sixDecimals(number);
    }

    private static void writeWindow(JsonGenerator json, Slot slot) throws IOException {
        writeKey(json, TrendKey.parse(slot.key()));
        json.writeStringField("window", slot.length().name());
        json.writeStringField("start", time(slot.start()));
    }

    private static void writeOptional(JsonGenerator json, String name, OptionalDouble number) throws IOException {
        if (number.isPresent()) {
            json.writeNumberField(name, rounded(number.getAsDouble()));
        }
    }
}
