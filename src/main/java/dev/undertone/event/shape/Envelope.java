// SPDX-License-Identifier: Apache-2.0
package dev.undertone.event.shape;

/** What other systems wrap an event in. The fields that are read are those of what is within. */
public enum Envelope {
    /** Nothing: the event is the value. */
    NONE,
    /** Whichever of the others an event has, told by its fields; none where it has none. */
    AUTO,
    /** Change data: {@code before}, {@code after} and {@code op}, with or without Connect's envelope around. */
    DEBEZIUM,
    /** That of Kafka Connect's JSON: {@code schema} and {@code payload}. */
    CONNECT,
    /** A CloudEvent in the structured mode; one in the binary mode has none. */
    CLOUDEVENTS
}
