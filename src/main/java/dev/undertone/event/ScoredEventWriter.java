// SPDX-License-Identifier: Apache-2.0
package dev.undertone.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.undertone.review.Explanation;
import dev.undertone.review.ModelId;
import dev.undertone.review.Probabilities;
import dev.undertone.review.Scored;
import dev.undertone.review.SentenceScore;
import dev.undertone.review.WeightedText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;

/** Writes scored events. Safe for use by many threads. */
public final class ScoredEventWriter implements ScoreWriter {
    // Emoji as themselves, in half the bytes of two escapes; half a pair stays an escape.
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build();
    private static final ObjectMapper JSON = new JsonMapper(FACTORY);

    // Encoded once, not for every event.
    private static final SerializableString ID = new SerializedString("id");
    private static final SerializableString LABEL = new SerializedString("label");
    private static final SerializableString SCORE = new SerializedString("score");
    private static final SerializableString PROBABILITY = new SerializedString("probability");
    private static final SerializableString CONFIDENCE = new SerializedString("confidence");
    private static final SerializableString PROBABILITIES = new SerializedString("probabilities");
    private static final SerializableString NEGATIVE = new SerializedString("negative");
    private static final SerializableString NEUTRAL = new SerializedString("neutral");
    private static final SerializableString POSITIVE = new SerializedString("positive");
    private static final SerializableString KNOWN = new SerializedString("known");
    private static final SerializableString TOKENS = new SerializedString("tokens");
    private static final SerializableString TRUNCATED = new SerializedString("truncated");
    private static final SerializableString MODEL = new SerializedString("model");
    private static final SerializableString NAME = new SerializedString("name");
    private static final SerializableString VERSION = new SerializedString("version");
    private static final SerializableString SCORED_AT = new SerializedString("scoredAt");
    private static final SerializableString WHY = new SerializedString("why");
    private static final SerializableString SENTENCES = new SerializedString("sentences");
    private static final SerializableString TEXT = new SerializedString("text");
    private static final SerializableString OFFSET = new SerializedString("offset");
    private static final SerializableString LENGTH = new SerializedString("length");
    private static final SerializableString WEIGHT = new SerializedString("weight");

    private volatile Moment lastMoment = Moment.of(Instant.EPOCH);
    private volatile EncodedModel lastModel = EncodedModel.of(new ModelId("", ""));

    /**
     * A time with its text: the outcomes of a batch share one, and writing it takes as long as the rest of an event.
     */
    private record Moment(Instant time, String text) {
        static Moment of(Instant time) {
            return new Moment(time, time.toString());
        }
    }

    /** A model with its name and version as JSON strings: it is the same for hours. */
    private record EncodedModel(ModelId id, SerializableString name, SerializableString version) {
        static EncodedModel of(ModelId id) {
            return new EncodedModel(id, new SerializedString(id.name()), new SerializedString(id.version()));
        }
    }

    /** The event as JSON in UTF-8, without a line end; numbers between 0 and 1 with six decimals. */
    @Override
    public byte[] write(String id, Scored scored, Instant scoredAt, Map<String, JsonNode> carried) {
        EncodedModel model = encoded(scored.model());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeFieldName(ID);
            json.writeString(id);
            json.writeFieldName(LABEL);
            json.writeString(scored.label().text());
            json.writeFieldName(SCORE);
            json.writeNumber(sixDecimals(scored.score()));
            json.writeFieldName(PROBABILITY);
            json.writeNumber(sixDecimals(scored.probability()));
            json.writeFieldName(CONFIDENCE);
            json.writeNumber(sixDecimals(scored.confidence()));
            if (scored.probabilities().isPresent()) {
                write(json, scored.probabilities().get());
            }
            json.writeFieldName(TOKENS);
            json.writeNumber(scored.tokens());
            json.writeFieldName(KNOWN);
            json.writeNumber(sixDecimals(scored.known()));
            json.writeFieldName(TRUNCATED);
            json.writeBoolean(scored.truncated());
            write(json, scored.explanation());
            json.writeFieldName(MODEL);
            json.writeStartObject();
            json.writeFieldName(NAME);
            json.writeString(model.name());
            json.writeFieldName(VERSION);
            json.writeString(model.version());
            json.writeEndObject();
            json.writeFieldName(SCORED_AT);
            json.writeString(text(scoredAt));
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

    private static void write(JsonGenerator json, Explanation explanation) throws IOException {
        if (explanation.words().isPresent()) {
            json.writeFieldName(WHY);
            json.writeStartArray();
            for (WeightedText word : explanation.words().get()) {
                json.writeStartObject();
                json.writeFieldName(TEXT);
                json.writeString(word.text());
                writePlace(json, word.offset(), word.length());
                json.writeFieldName(WEIGHT);
                json.writeNumber(sixDecimals(word.weight()));
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        if (explanation.sentences().isPresent()) {
            json.writeFieldName(SENTENCES);
            json.writeStartArray();
            for (SentenceScore sentence : explanation.sentences().get()) {
                json.writeStartObject();
                writePlace(json, sentence.offset(), sentence.length());
                json.writeFieldName(SCORE);
                json.writeNumber(sixDecimals(sentence.score()));
                json.writeEndObject();
            }
            json.writeEndArray();
        }
    }

    private static void writePlace(JsonGenerator json, int offset, int length) throws IOException {
        json.writeFieldName(OFFSET);
        json.writeNumber(offset);
        json.writeFieldName(LENGTH);
        json.writeNumber(length);
    }

    @Override
    public String contentType() {
        return "application/json";
    }

    private static void write(JsonGenerator json, Probabilities probabilities) throws IOException {
        json.writeFieldName(PROBABILITIES);
        json.writeStartObject();
        json.writeFieldName(NEGATIVE);
        json.writeNumber(probabilities.negative());
        json.writeFieldName(NEUTRAL);
        json.writeNumber(probabilities.neutral());
        json.writeFieldName(POSITIVE);
        json.writeNumber(probabilities.positive());
        json.writeEndObject();
    }

    private String text(Instant time) {
        Moment moment = lastMoment;
        if (!moment.time().equals(time)) {
            moment = Moment.of(time);
            lastMoment = moment;
        }
        return moment.text();
    }

    private EncodedModel encoded(ModelId id) {
        EncodedModel model = lastModel;
        if (!model.id().equals(id)) {
            model = EncodedModel.of(id);
            lastModel = model;
        }
        return model;
    }

    /** As numbers stand in scored events, whatever they are written in. */
    public static double sixDecimals(double number) {
        return Math.round(number * 1e6) / 1e6;
    }
}
