// SPDX-License-Identifier: Apache-2.0
package dev.undertone.config;

import dev.undertone.event.shape.Envelope;
import dev.undertone.event.shape.EventFields;
import dev.undertone.event.shape.EventShape;
import dev.undertone.event.shape.Updates;
import java.util.Map;

/** What events look like, and how they and their outcomes are written. Immutable. */
public final class EventConfig {
    private final EventFields fields;
    private final Map<String, Object> parsed;

    EventConfig(EventFields fields, Map<String, Object> parsed) {
        this.fields = fields;
        this.parsed = parsed;
    }

    public EventShape shape() {
        return new EventShape(
                fields,
                Envelope.parse(string(EventKeys.INPUT_ENVELOPE)),
                Updates.parse(string(EventKeys.INPUT_UPDATES)));
    }

    /** @throws IllegalArgumentException where two keys do not go together, in a sentence */
    void check() {
        shape();
    }

    private String string(String key) {
        return (String) parsed.get(key);
    }
}
