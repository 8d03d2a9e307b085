// SPDX-License-Identifier: Apache-2.0
package dev.undertone.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.undertone.event.shape.EventFields;
import dev.undertone.event.shape.EventShape;
import dev.undertone.event.shape.FieldExpression;
import dev.undertone.event.shape.FieldPath;
import dev.undertone.event.shape.StringValue;
import dev.undertone.event.shape.Updates;
import dev.undertone.review.RejectReason;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads fields that may stand anywhere in an event, and events in an envelope. Immutable. */
final class ShapedReading implements ObjectReading {
    private final EventShape shape;
    private final EventFields fields;
    private final List<FieldPath> carried;
    private final EnvelopeOpener envelope;
    private final ObjectMapper json;

    ShapedReading(EventShape shape, ObjectMapper json) {
        this.shape = shape;
        this.fields = shape.fields();
        this.carried = fields.carriedPaths();
        this.envelope = new EnvelopeOpener(shape.envelope(), json);
        this.json = json;
    }

    @Override
    public Decoded read(JsonParser parser, boolean lenient) throws IOException {
        return read(json.<JsonNode>readTree(parser), lenient);
    }

    /** @param lenient whether there may be something that cannot be carried */
    Decoded read(JsonNode value, boolean lenient) {
        Opened opened = envelope.open(value);
        if (opened instanceof Opened.Contents contents) {
            Decoded now = event(contents.event(), lenient);
            boolean same = shape.updates() == Updates.CHANGED
                    && now instanceof ReviewEvent
                    && contents.before().map(before -> event(before, lenient)).equals(Optional.of(now));
            return same ? new Unchanged() : now;
        }
        return opened instanceof Opened.Unopenable unopenable
                ? Undecodable.unreadable(unopenable.detail())
                : new Deletion();
    }

    private Decoded event(JsonNode event, boolean lenient) {
        if (event.isTextual() && fields.strings() == StringValue.TEXT) {
            return new ReviewEvent(Optional.empty(), event.asText(), Map.of());
        }
        if (!event.isObject()) {
            return Undecodable.unreadable("what holds the event is no object with fields");
        }
        Map<String, JsonNode> repeated = carried(event);
        if (lenient && !repeated.entrySet().stream().allMatch(ShapedReading::isWritable)) {
            return Undecodable.NOT_WRITABLE;
        }
        FieldExpression.Found text = fields.text().in(event, FieldExpression.Kind.TEXT);
        return text.value()
                .<Decoded>map(found -> new ReviewEvent(fields.id().idIn(event), found, repeated))
                .orElseGet(() -> Undecodable.of(
                        RejectReason.MISSING_TEXT,
                        text.there()
                                ? "the event's field '" + fields.text().text() + "' is no string"
                                : "the event has no field '" + fields.text().text() + "'"));
    }

    private Map<String, JsonNode> carried(JsonNode event) {
        Map<String, JsonNode> found = new LinkedHashMap<>();
        if (fields.carriesAll()) {
            event.properties().forEach(field -> found.put(field.getKey(), field.getValue()));
        }
        for (FieldPath path : carried) {
            JsonNode node = path.in(event);
            if (!node.isMissingNode()) {
                found.put(path.last(), node);
            }
        }
        return found;
    }

    private static boolean isWritable(Map.Entry<String, JsonNode> field) {
        return Writable.is(field.getKey()) && Writable.is(field.getValue());
    }
}
