// SPDX-License-Identifier: Apache-2.0
package dev.undertone.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;

import dev.undertone.event.shape.CloudEventsMode;
import dev.undertone.event.shape.Envelope;
import dev.undertone.event.shape.InputFormat;
import dev.undertone.event.shape.OutputFormat;
import dev.undertone.event.shape.Updates;
import dev.undertone.kafka.HeaderRule;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Type;

/** The keys of what events look like, and how they and their outcomes are written. */
public final class EventKeys {
    public static final String INPUT_ENVELOPE = "input.envelope";
    public static final String INPUT_UPDATES = "input.updates";

    public static final String INPUT_FORMAT = "input.format";
    public static final String OUTPUT_FORMAT = "output.format";
    public static final String OUTPUT_HEADERS = "output.headers";
    public static final String OUTPUT_CLOUDEVENTS = "output.cloudevents";

    private EventKeys() {}

    static void defineIn(ConfigDef definition) {
        definition
                .define(
                        INPUT_FORMAT,
                        Type.STRING,
                        Choice.text(InputFormat.AUTO),
                        Choice.among(InputFormat.class),
                        MEDIUM,
                        "What the values of events are: json, avro or json-schema (with the id of a schema before it or in a header),"
                                + " text (the review itself), or auto: json, and what a schema registry says where one is named.")
                .define(
                        INPUT_ENVELOPE,
                        Type.STRING,
                        Choice.text(Envelope.NONE),
                        Choice.among(Envelope.class),
                        MEDIUM,
                        "What an event comes in: none, debezium (before, after, op; a delete becomes one), connect (schema, payload),"
                                + " cloudevents (the structured mode), or auto, told by the fields. All other keys speak of what is"
                                + " within.")
                .define(
                        INPUT_UPDATES,
                        Type.STRING,
                        Choice.text(Updates.ALL),
                        Choice.among(Updates.class),
                        LOW,
                        "Which updates of change data are scored: all, or changed, those that changed the text, the id or a field to"
                                + " repeat, as far as they tell what was before.")
                .define(
                        OUTPUT_FORMAT,
                        Type.STRING,
                        Choice.text(OutputFormat.JSON),
                        Choice.among(OutputFormat.class),
                        MEDIUM,
                        "What scored events are written in: json, or avro or json-schema behind the id of their schema, which is"
                                + " registered at the start under OUTPUT TOPIC-value.")
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
                        Choice.text(CloudEventsMode.NONE),
                        Choice.among(CloudEventsMode.class),
                        LOW,
                        "Whether scored events are CloudEvents: none, binary (attributes in headers) or structured (in the value).");
    }
}
