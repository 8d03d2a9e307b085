// SPDX-License-Identifier: Apache-2.0
package dev.undertone.event.schema;

import static dev.undertone.event.ScoredEventWriter.sixDecimals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.undertone.event.ScoreWriter;
import dev.undertone.event.contract.AvroContract;
import dev.undertone.review.Probabilities;
import dev.undertone.review.Scored;
import dev.undertone.review.SentenceScore;
import dev.undertone.review.WeightedText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Writes scored events in Avro. Safe for use by many threads. */
public final class AvroScoreWriter implements ScoreWriter {
    /** The text of the schema, to be registered. */
    public static final String SCHEMA = AvroContract.ofScores().toString();

    private static final Schema PARSED = new Schema.Parser().parse(SCHEMA);
    private static final Schema PROBABILITIES = inUnion("probabilities");
    private static final Schema WORD = inUnion("why").getElementType();
    private static final Schema SENTENCE = inUnion("sentences").getElementType();
    private static final Schema MODEL = PARSED.getField("model").schema();

    private final GenericDatumWriter<GenericData.Record> writer = new GenericDatumWriter<>(PARSED);

    @Override
    public byte[] write(String id, Scored scored, Instant scoredAt, Map<String, JsonNode> carried) {
        GenericData.Record event = new GenericData.Record(PARSED);
        event.put("id", id);
        event.put("label", scored.label().text());
        event.put("score", sixDecimals(scored.score()));
        event.put("probability", sixDecimals(scored.probability()));
        event.put("confidence", sixDecimals(scored.confidence()));
        scored.probabilities().ifPresent(probabilities -> event.put("probabilities", record(probabilities)));
        event.put("tokens", scored.tokens());
        event.put("known", sixDecimals(scored.known()));
        event.put("truncated", scored.truncated());
        scored.explanation().words().ifPresent(words -> event.put("why", words(words)));
        scored.explanation().sentences().ifPresent(sentences -> event.put("sentences", sentences(sentences)));
        GenericData.Record model = new GenericData.Record(MODEL);
        model.put("name", scored.model().name());
        model.put("version", scored.model().version());
        event.put("model", model);
        event.put("scoredAt", scoredAt.toEpochMilli());
        if (!carried.isEmpty()) {
            Map<String, String> review = new LinkedHashMap<>();
            carried.forEach((name, value) -> review.put(name, value.isTextual() ? value.asText() : value.toString()));
            event.put("review", review);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(160);
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        try {
            writer.write(event, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    @Override
    public String contentType() {
        return "application/avro";
    }

    private static GenericData.Record record(Probabilities probabilities) {
        GenericData.Record record = new GenericData.Record(PROBABILITIES);
        record.put("negative", probabilities.negative());
        record.put("neutral", probabilities.neutral());
        record.put("positive", probabilities.positive());
        return record;
    }

    private static List<GenericData.Record> words(List<WeightedText> words) {
        return words.stream()
                .map(word -> {
                    GenericData.Record record = new GenericData.Record(WORD);
                    record.put("text", word.text());
                    record.put("offset", word.offset());
                    record.put("length", word.length());
                    record.put("weight", sixDecimals(word.weight()));
                    return record;
                })
                .toList();
    }

    private static List<GenericData.Record> sentences(List<SentenceScore> sentences) {
        return sentences.stream()
                .map(sentence -> {
                    GenericData.Record record = new GenericData.Record(SENTENCE);
                    record.put("offset", sentence.offset());
                    record.put("length", sentence.length());
                    record.put("score", sixDecimals(sentence.score()));
                    return record;
                })
                .toList();
    }

    private static Schema inUnion(String field) {
        return PARSED.getField(field).schema().getTypes().get(1);
    }
}
