// SPDX-License-Identifier: Apache-2.0
package dev.undertone.trends.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.undertone.config.TrendsSettings;
import dev.undertone.http.ActionAnswer;
import dev.undertone.trends.TopOrder;
import dev.undertone.trends.TrendsJson;
import dev.undertone.trends.TrendsReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The keys that come first: of one instance, and of all together. */
final class TopAnswer {
    static final int OK = 200;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String KEYS = "keys";

    private TopAnswer() {}

    /** Of those that this instance holds. */
    static JsonNode part(TopQuestion question, TrendsReader reader) {
        long start = question.start()
                .orElseThrow(() -> QueryException.badRequest("what is passed on has to say at which window to look"));
        List<TrendsReader.Ranked> first =
                reader.top(question.length(), question.by(), start, question.order(), question.limit());
        TrendsSettings settings = reader.settings();
        return tree(TrendsJson.object(json -> {
            json.writeStringField("by", question.by());
            json.writeStringField("window", question.length().name());
            json.writeStringField("order", question.order().text());
            json.writeStringField("start", TrendsJson.time(start));
            json.writeStringField(
                    "end", TrendsJson.time(start + question.length().millis()));
            json.writeStringField("test", "Welch, one-sided");
            json.writeNumberField("significance", settings.significance());
            json.writeNumberField("minReviews", settings.minReviews());
            json.writeArrayFieldStart(KEYS);
            for (TrendsReader.Ranked ranked : first) {
                json.writeStartObject();
                json.writeStringField("key", ranked.key());
                if (ranked.pair().isPresent()) {
                    json.writeNumberField(
                            "change", TrendsJson.rounded(ranked.pair().get().change()));
                    json.writeNumberField(
                            "p",
                            question.order() == TopOrder.RISING
                                    ? ranked.pair().get().pOfRise()
                                    : ranked.pair().get().pOfFall());
                }
                if (ranked.before().isPresent()) {
                    TrendsJson.writeObject(json, "before", ranked.before().get());
                }
                TrendsJson.writeObject(json, "now", ranked.now());
                json.writeArrayFieldStart("examples");
                for (String id : ranked.now().examples()) {
                    json.writeString(id);
                }
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndArray();
        }));
    }

    static ActionAnswer whole(JsonNode part) {
        return new ActionAnswer(OK, part + "\n");
    }

    /** Of all instances together. */
    static ActionAnswer of(TopQuestion question, List<JsonNode> parts) {
        if (parts.isEmpty()) {
            return new ActionAnswer(
                    OK,
                    new String(
                                    TrendsJson.object(json -> {
                                        json.writeStringField("by", question.by());
                                        json.writeStringField(
                                                "window", question.length().name());
                                        json.writeStringField(
                                                "order", question.order().text());
                                        json.writeArrayFieldStart(KEYS);
                                        json.writeEndArray();
                                    }),
                                    StandardCharsets.UTF_8)
                            + "\n");
        }
        List<JsonNode> keys = new ArrayList<>();
        parts.forEach(part -> part.path(KEYS).forEach(keys::add));
        keys.sort(
                comparator(question.order()).thenComparing(key -> key.get("key").asText()));
        ObjectNode whole = parts.get(0).deepCopy();
        ArrayNode first = whole.putArray(KEYS);
        keys.stream().limit(question.limit()).forEach(first::add);
        return whole(whole);
    }

    private static Comparator<JsonNode> comparator(TopOrder order) {
        return switch (order) {
            case FALLING -> Comparator.comparingDouble(key -> key.path("change").asDouble());
            case RISING -> Comparator.comparingDouble(key -> -key.path("change").asDouble());
            case LOWEST ->
                Comparator.comparingDouble(key -> key.path("now").path("mean").asDouble());
            case HIGHEST ->
                Comparator.comparingDouble(key -> -key.path("now").path("mean").asDouble());
            case COUNT ->
                Comparator.comparingDouble(key -> -key.path("now").path("count").asDouble());
        };
    }

    private static JsonNode tree(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
