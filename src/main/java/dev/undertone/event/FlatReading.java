// SPDX-License-Identifier: Apache-2.0
package dev.undertone.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.undertone.event.shape.EventFields;
import dev.undertone.review.FieldChoice;
import dev.undertone.review.RejectReason;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads the fields of the top level as they come, and passes over the others. Immutable. */
final class FlatReading implements ObjectReading {
    /** The rank of a field that is not there, behind all others. */
    private static final int NONE = Integer.MAX_VALUE;

    private final EventFields fields;
    private final FieldChoice textField;
    private final FieldChoice idField;
    private final ObjectMapper json;

    /** @param fields all of them of the top level */
    FlatReading(EventFields fields, ObjectMapper json) {
        this.fields = fields;
        this.textField = fields.text().flat().orElseThrow();
        this.idField = fields.id().flat().orElseThrow();
        this.json = json;
    }

    @Override
    public Decoded read(JsonParser parser, boolean lenient) throws IOException {
        boolean textThere = false;
        int textRank = NONE;
        String text = null;
        int idRank = NONE;
        Optional<String> id = Optional.empty();
        Map<String, JsonNode> carried = new LinkedHashMap<>();
        boolean writable = true;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken kind = parser.nextToken();
            int rank = textField.rank(name);
            if (rank >= 0) {
                textThere = true;
                boolean isNull = kind == JsonToken.VALUE_NULL;
                if (isNull ? rank == textRank : rank <= textRank) {
                    text = kind == JsonToken.VALUE_STRING ? parser.getText() : null;
                    textRank = isNull ? NONE : rank;
                }
            }
            rank = idField.rank(name);
            if (rank >= 0) {
                boolean isId = kind == JsonToken.VALUE_STRING || kind == JsonToken.VALUE_NUMBER_INT;
                if (isId ? rank <= idRank : rank == idRank) {
                    id = isId ? Optional.of(parser.getText()) : Optional.empty();
                    idRank = isId ? rank : NONE;
                }
            }
            if (fields.carries(name)) {
                JsonNode value = json.readTree(parser);
                if (!Undecodable.isUnavailable(value)) {
                    carried.put(name, value);
                }
                writable &= !lenient || Writable.is(name) && Writable.is(value);
            } else {
                parser.skipChildren();
            }
        }
        if (!writable) {
            return Undecodable.NOT_WRITABLE;
        }
        if (text != null) {
            if (text.equals(Undecodable.UNAVAILABLE)) {
                return Undecodable.UNTOLD;
            }
            return new ReviewEvent(id, text, carried);
        }
        return Undecodable.of(
                RejectReason.MISSING_TEXT,
                textThere
                        ? "the event's field '" + textField.text() + "' is no string"
                        : "the event has no field '" + textField.text() + "'");
    }
}
