// SPDX-License-Identifier: Apache-2.0
package dev.undertone.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.undertone.event.shape.EventFields;
import dev.undertone.event.shape.EventShape;
import dev.undertone.event.shape.FieldExpression;
import dev.undertone.event.shape.FieldPath;
import dev.undertone.event.shape.JsonTrees;
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
        this.envelope = new EnvelopeOpener(shape.envelope());
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
            return same || isUnchangedText(contents, now) ? new Unchanged() : now;
        }
        return opened instanceof Opened.Unopenable unopenable
                ? Undecodable.unreadable(unopenable.detail())
                : new Deletion();
    }

    /** A column that is not told did not change; nor did the key, where this is an update. */
    private boolean isUnchangedText(Opened.Contents contents, Decoded now) {
        return shape.updates() == Updates.CHANGED
                && contents.update()
                && now.equals(Undecodable.UNTOLD)
                && carried.isEmpty()
                && !fields.carriesAll();
    }

    private Decoded event(JsonNode event, boolean lenient) {
        if (event.isTextual()) {
            return string(event.asText());
        }
        if (!event.isObject()) {
            return Undecodable.unreadable("what holds the event is no object with fields");
        }
        Map<String, JsonNode> repeated = carried(event);
        if (lenient && !repeated.entrySet().stream().allMatch(ShapedReading::isWritable)) {
            return Undecodable.NOT_WRITABLE;
        }
        FieldExpression.Found text = fields.text().in(event, FieldExpression.Kind.TEXT);
        if (text.value().isEmpty()) {
            return withoutText(event, text.there());
        }
        return isUntold(text.value().get())
                ? Undecodable.UNTOLD
                : new ReviewEvent(fields.id().idIn(event), text.value().get(), repeated);
    }

    /** Whether any of the fields that were joined is not told. */
    private static boolean isUntold(String text) {
        return text.contains(Undecodable.UNAVAILABLE) && text.lines().anyMatch(Undecodable.UNAVAILABLE::equals);
    }

    private Decoded string(String event) {
        return switch (fields.strings()) {
            case TEXT -> new ReviewEvent(Optional.empty(), event, Map.of());
            case EVENT ->
                JsonTrees.parse(event)
                        .filter(JsonNode::isObject)
                        .map(inside -> event(inside, true))
                        .orElseGet(() -> Undecodable.unreadable("the string that is the event holds no JSON object"));
            case REJECT ->
                Undecodable.unreadable("what holds the event is a string, not an object;"
                        + " input.string.as has it read as an event or a text");
        };
    }

    private Undecodable withoutText(JsonNode event, boolean there) {
        String field = fields.text().text();
        if (!there) {
            return Undecodable.of(
                    RejectReason.MISSING_TEXT, "the event has no field '" + field + "'" + EnvelopeOpener.hint(event));
        }
        return Undecodable.of(
                RejectReason.MISSING_TEXT,
                fields.text().paths().stream()
                        .filter(path -> path.in(event).isArray())
                        .findFirst()
                        .map(path -> "the event's field '" + path.written() + "' is a list, of which '"
                                + path.element(0) + "' names the first element")
                        .orElse("the event's field '" + field + "' is no string"));
    }

    private Map<String, JsonNode> carried(JsonNode event) {
        Map<String, JsonNode> found = new LinkedHashMap<>();
        if (fields.carriesAll()) {
            event.properties().forEach(field -> carry(found, field.getKey(), field.getValue()));
        }
        for (FieldPath path : carried) {
            JsonNode node = path.in(event);
            if (!node.isMissingNode()) {
                carry(found, path.last(), node);
            }
        }
        return found;
    }

    private static void carry(Map<String, JsonNode> found, String name, JsonNode value) {
        if (!Undecodable.isUnavailable(value)) {
            found.put(name, value);
        }
    }

    private static boolean isWritable(Map.Entry<String, JsonNode> field) {
        return Writable.is(field.getKey()) && Writable.is(field.getValue());
    }
}
