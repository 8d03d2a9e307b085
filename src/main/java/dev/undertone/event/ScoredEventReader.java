// SPDX-License-Identifier: Apache-2.0
package dev.undertone.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.undertone.review.Label;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads scored events, whoever wrote them. Safe for use by many threads. */
public final class ScoredEventReader {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final Set<String> wanted;

    /** @param wanted the fields of the review to take over */
    public ScoredEventReader(List<String> wanted) {
        this.wanted = Set.copyOf(wanted);
    }

    /** Nothing where the value is no scored event. Of the review's fields, texts, numbers and truth values count. */
    public Optional<ScoredEvent> read(byte[] value) {
        try (JsonParser parser = FACTORY.createParser(value)) {
            return parser.nextToken() == JsonToken.START_OBJECT ? object(parser) : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Optional<ScoredEvent> object(JsonParser parser) throws IOException {
        Optional<String> id = Optional.empty();
        Optional<Label> label = Optional.empty();
        double score = Double.NaN;
        Map<String, String> fields = Map.of();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken kind = parser.nextToken();
            switch (name) {
                case "id" -> id = kind == JsonToken.VALUE_STRING ? Optional.of(parser.getText()) : Optional.empty();
                case "label" -> label = kind == JsonToken.VALUE_STRING ? label(parser.getText()) : Optional.empty();
                case "score" -> score = kind.isNumeric() ? parser.getDoubleValue() : Double.NaN;
                case "review" -> {
                    if (kind == JsonToken.START_OBJECT) {
                        fields = fields(parser);
                        continue;
                    }
                }
                default -> {}
            }
            parser.skipChildren();
        }
        if (label.isEmpty() || Double.isNaN(score)) {
            return Optional.empty();
        }
        return Optional.of(new ScoredEvent(id, label.get(), score, fields));
    }

    private Map<String, String> fields(JsonParser parser) throws IOException {
        Map<String, String> fields = new HashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken kind = parser.nextToken();
            if (wanted.contains(name) && kind.isScalarValue() && kind != JsonToken.VALUE_NULL) {
                fields.put(name, parser.getText());
            } else {
                fields.remove(name);
            }
            parser.skipChildren();
        }
        return fields;
    }

    private static Optional<Label> label(String text) {
        for (Label label : Label.values()) {
            if (label.text().equals(text)) {
                return Optional.of(label);
            }
        }
        return Optional.empty();
    }
}
