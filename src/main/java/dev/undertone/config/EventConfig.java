// SPDX-License-Identifier: Apache-2.0
package dev.undertone.config;

import dev.undertone.event.shape.CloudEventsMode;
import dev.undertone.event.shape.Envelope;
import dev.undertone.event.shape.EventFields;
import dev.undertone.event.shape.EventShape;
import dev.undertone.event.shape.InputFormat;
import dev.undertone.event.shape.OutputFormat;
import dev.undertone.event.shape.Updates;
import dev.undertone.kafka.HeaderRule;
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
                choice(Envelope.class, EventKeys.INPUT_ENVELOPE),
                choice(Updates.class, EventKeys.INPUT_UPDATES));
    }

    /** Which headers of a review its score has. */
    public HeaderRule headers() {
        return HeaderRule.parse(KeyDefinitions.texts(parsed.get(EventKeys.OUTPUT_HEADERS)));
    }

    public CloudEventsMode cloudEvents() {
        return choice(CloudEventsMode.class, EventKeys.OUTPUT_CLOUDEVENTS);
    }

    public InputFormat inputFormat() {
        return choice(InputFormat.class, EventKeys.INPUT_FORMAT);
    }

    public OutputFormat outputFormat() {
        return choice(OutputFormat.class, EventKeys.OUTPUT_FORMAT);
    }

    /** The registry of schemas. */
    public RegistryConfig registry() {
        return new RegistryConfig(parsed);
    }

    /** @throws IllegalArgumentException where two keys do not go together, in a sentence */
    void check() {
        shape();
        headers();
        registry().access();
        if (inputFormat() == InputFormat.AVRO && !registry().isNamed()) {
            throw new IllegalArgumentException(
                    EventKeys.INPUT_FORMAT + "=avro needs the registry that has the schemas; set " + RegistryKeys.URL);
        }
        if (outputFormat() != OutputFormat.JSON && !registry().isNamed()) {
            throw new IllegalArgumentException(EventKeys.OUTPUT_FORMAT + "=" + Choice.text(outputFormat())
                    + " needs a registry that takes the schema of scores; set " + RegistryKeys.URL);
        }
        boolean plain = outputFormat() == OutputFormat.JSON && cloudEvents() != CloudEventsMode.STRUCTURED;
        if (!plain && !KeyDefinitions.texts(parsed.get(TrendsSettings.BY)).isEmpty()) {
            throw new IllegalArgumentException(TrendsSettings.BY + " reads scores as plain JSON; set "
                    + EventKeys.OUTPUT_FORMAT + "=json and " + EventKeys.OUTPUT_CLOUDEVENTS
                    + "=none or binary, or count trends by a scorer of its own");
        }
        if (outputFormat() != OutputFormat.JSON && cloudEvents() == CloudEventsMode.STRUCTURED) {
            throw new IllegalArgumentException(EventKeys.OUTPUT_CLOUDEVENTS
                    + "=structured holds scores as JSON alone; set " + EventKeys.OUTPUT_FORMAT + "=json, or binary");
        }
    }

    private <E extends Enum<E>> E choice(Class<E> type, String key) {
        return Choice.parse(type, parsed.get(key));
    }
}
