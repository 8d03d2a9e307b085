// SPDX-License-Identifier: Apache-2.0
package dev.undertone.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;

import dev.undertone.event.shape.CloudEventsMode;
import dev.undertone.event.shape.Envelope;
import dev.undertone.event.shape.InputFormat;
import dev.undertone.event.shape.Updates;
import dev.undertone.kafka.HeaderRule;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Type;

/** The keys of what events look like, and how they and their outcomes are written. */
public final class EventKeys {
    public static final String INPUT_ENVELOPE = "input.envelope";
    public static final String INPUT_UPDATES = "input.updates";

    public static final String INPUT_FORMAT = "input.format";
    public static final String OUTPUT_HEADERS = "output.headers";
    public static final String OUTPUT_CLOUDEVENTS = "output.cloudevents";

    private EventKeys() {}

    static void defineIn(ConfigDef definition) {
        definition
                .define(
                        INPUT_FORMAT,
                        Type.STRING,
                        InputFormat.AUTO.text(),
                        oneOf(Arrays.stream(InputFormat.values()).map(InputFormat::text)),
                        MEDIUM,
                        "What the values of events are: json, avro or json-schema (with the id of a schema before it or in a header),"
                                + " text (the review itself), or auto: json, and what a schema registry says where one is named.")
                .define(
                        INPUT_ENVELOPE,
                        Type.STRING,
                        Envelope.NONE.text(),
                        oneOf(Arrays.stream(Envelope.values()).map(Envelope::text)),
                        MEDIUM,
                        "What an event comes in: none, debezium (before, after, op; a delete becomes one), connect (schema, payload),"
                                + " cloudevents (the structured mode), or auto, told by the fields. All other keys speak of what is"
                                + " within.")
                .define(
                        INPUT_UPDATES,
                        Type.STRING,
                        Updates.ALL.text(),
                        oneOf(Arrays.stream(Updates.values()).map(Updates::text)),
                        LOW,
                        "Which updates of change data are scored: all, or changed, those that changed the text, the id or a field to"
                                + " repeat, as far as they tell what was before.")
                .define(
                        OUTPUT_HEADERS,
                        Type.LIST,
                        HeaderRule.ALL,
                        LOW,
                        "Which headers of a review its score has: names, beginnings of names (x-*), and with ! those that do not pass;"
                                + " * is all but those that describe the review's value.")
                .define(
                        OUTPUT_CLOUDEVENTS,
                        Type.STRING,
                        CloudEventsMode.NONE.text(),
                        oneOf(Arrays.stream(CloudEventsMode.values()).map(CloudEventsMode::text)),
                        LOW,
                        "Whether scored events are CloudEvents: none, binary (attributes in headers) or structured (in the value).");
    }

    private static ConfigDef.Validator oneOf(Stream<String> values) {
        return ConfigDef.ValidString.in(values.toArray(String[]::new));
    }
}
