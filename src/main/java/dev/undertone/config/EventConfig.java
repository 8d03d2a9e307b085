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
import java.util.List;
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

    /** Which headers of a review its score has. */
    public HeaderRule headers() {
        return HeaderRule.parse(((List<?>) parsed.get(EventKeys.OUTPUT_HEADERS))
                .stream().map(Object::toString).filter(name -> !name.isBlank()).toList());
    }

    public CloudEventsMode cloudEvents() {
        return CloudEventsMode.parse(string(EventKeys.OUTPUT_CLOUDEVENTS));
    }

    public InputFormat inputFormat() {
        return InputFormat.parse(string(EventKeys.INPUT_FORMAT));
    }

    public OutputFormat outputFormat() {
        return OutputFormat.parse(string(EventKeys.OUTPUT_FORMAT));
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
            throw new IllegalArgumentException(
                    EventKeys.OUTPUT_FORMAT + "=" + outputFormat().text()
                            + " needs a registry that takes the schema of scores; set " + RegistryKeys.URL);
        }
        boolean plain = outputFormat() == OutputFormat.JSON && cloudEvents() != CloudEventsMode.STRUCTURED;
        if (!plain && !TrendsKeys.texts(parsed.get(TrendsSettings.BY)).isEmpty()) {
            throw new IllegalArgumentException(TrendsSettings.BY + " reads scores as plain JSON; set "
                    + EventKeys.OUTPUT_FORMAT + "=json and " + EventKeys.OUTPUT_CLOUDEVENTS
                    + "=none or binary, or count trends by a scorer of its own");
        }
        if (outputFormat() != OutputFormat.JSON && cloudEvents() == CloudEventsMode.STRUCTURED) {
            throw new IllegalArgumentException(EventKeys.OUTPUT_CLOUDEVENTS
                    + "=structured holds scores as JSON alone; set " + EventKeys.OUTPUT_FORMAT + "=json, or binary");
        }
    }

    private String string(String key) {
        return (String) parsed.get(key);
    }
}
