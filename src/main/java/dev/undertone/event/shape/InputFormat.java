// SPDX-License-Identifier: Apache-2.0
package dev.undertone.event.shape;

/** What the values of records are written in. */
public enum InputFormat {
    /** JSON, and where a schema registry is named, whatever a value says that it is. */
    AUTO,
    /** JSON alone. */
    JSON,
    /** Avro, with the id of its schema before it or in a header. */
    AVRO,
    /** JSON, with the id of its schema before it or in a header. */
    JSON_SCHEMA,
    /** The text of a review and nothing else. */
    TEXT
}
