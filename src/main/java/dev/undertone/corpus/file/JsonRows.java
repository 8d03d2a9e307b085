// SPDX-License-Identifier: Apache-2.0
package dev.undertone.corpus.file;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.undertone.review.FieldChoice;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** JSON objects: one a line, one after the other over any number of lines, or in one array. */
final class JsonRows implements Rows {
    // Python writes NaN for what is missing.
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private final String name;
    private final JsonParser parser;
    private final ReadOptions options;
    private final boolean labelled;
    private boolean inArray;
    /** What the fields are called, known from the first object on. */
    private Fields fields;

    private record Fields(FieldChoice text, Optional<FieldChoice> label, FieldChoice id) {}

    /** @param labelled whether a file without labels is refused */
    JsonRows(String name, Reader reader, ReadOptions options, boolean labelled) throws IOException {
        this.name = name;
        this.parser = JSON.createParser(reader);
        this.options = options;
        this.labelled = labelled;
    }

    @Override
    public Optional<Row> next() throws IOException {
        long line = parser.currentLocation().getLineNr();
        try {
            JsonToken token = nextElement();
            if (token == null) {
                return Optional.empty();
            }
            line = parser.currentTokenLocation().getLineNr();
            if (token != JsonToken.START_OBJECT) {
                throw bad(line, "is no JSON object");
            }
            return Optional.of(row(line, JSON.readTree(parser)));
        } catch (JsonProcessingException e) {
            // The parser's own message would quote the review.
            long at =
                    e.getLocation() == null ? line : Math.max(1, e.getLocation().getLineNr());
            throw new CorpusException(lineOf(at) + " is no JSON; a file has one object a line, or an array of them", e);
        }
    }

    private JsonToken nextElement() throws IOException {
        JsonToken token = parser.nextToken();
        if (token == JsonToken.START_ARRAY && !inArray) {
            inArray = true;
            token = parser.nextToken();
        }
        if (token == JsonToken.END_ARRAY && inArray) {
            inArray = false;
            return nextElement();
        }
        return token;
    }

    private Row row(long line, ObjectNode object) {
        if (fields == null) {
            fields = fields(line, object);
        }
        return new Row(
                line,
                first(object, fields.text()).map(node -> text(node, line)).filter(text -> !text.isBlank()),
                fields.label().flatMap(choice -> first(object, choice)).flatMap(JsonRows::scalar),
                first(object, fields.id()).flatMap(JsonRows::scalar),
                object);
    }

    private Fields fields(long line, ObjectNode object) {
        List<String> present = new ArrayList<>();
        object.fieldNames().forEachRemaining(present::add);
        FieldChoice text = choice("text", options.textField(), FieldNames.TEXTS, present)
                .orElseThrow(() -> missing(line, "text", options.textField(), present));
        Optional<FieldChoice> label = choice("label", options.labelField(), FieldNames.LABELS, present);
        if (label.isEmpty() && labelled) {
            throw missing(line, "label", options.labelField(), present);
        }
        FieldChoice id = options.idField().orElse(new FieldChoice(List.of("id")));
        return new Fields(text, label, id);
    }

    private static Optional<FieldChoice> choice(
            String kind, Optional<FieldChoice> asked, List<String> usual, List<String> present) {
        if (asked.isPresent()) {
            return asked.filter(choice -> choice.names().stream().anyMatch(present::contains));
        }
        return FieldNames.usual(usual, present).map(name -> new FieldChoice(List.of(name)));
    }

    private CorpusException missing(long line, String kind, Optional<FieldChoice> asked, List<String> present) {
        return new CorpusException(FieldNames.missing(lineOf(line), kind, asked, present));
    }

    /** The first alternative that is there and not null. */
    private static Optional<JsonNode> first(ObjectNode object, FieldChoice choice) {
        return choice.names().stream()
                .map(object::path)
                .filter(node -> !node.isMissingNode() && !node.isNull() && !isNan(node))
                .findFirst();
    }

    /** What Python writes for nothing. */
    private static boolean isNan(JsonNode node) {
        return node.isDouble() && Double.isNaN(node.doubleValue());
    }

    private String text(JsonNode node, long line) {
        if (!node.isTextual()) {
            throw bad(line, "has a field '" + fields.text().text() + "' that is no string");
        }
        return node.asText();
    }

    private static Optional<String> scalar(JsonNode node) {
        return node.isValueNode() ? Optional.of(node.asText()).filter(text -> !text.isBlank()) : Optional.empty();
    }

    @Override
    public boolean reads(String field) {
        return fields != null && (fields.text().rank(field) >= 0 || fields.id().rank(field) >= 0);
    }

    @Override
    public Optional<String> origin() {
        if (fields == null) {
            return Optional.empty();
        }
        String text = fields.text().text();
        String label = fields.label().map(FieldChoice::text).orElse("");
        return text.equals("text") && (label.equals("label") || label.isEmpty())
                ? Optional.empty()
                : Optional.of("text from '" + text + "'" + (label.isEmpty() ? "" : ", label from '" + label + "'"));
    }

    private String lineOf(long line) {
        return "line " + line + " of " + name;
    }

    private CorpusException bad(long line, String what) {
        return new CorpusException(lineOf(line) + " " + what);
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
