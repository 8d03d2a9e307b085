// SPDX-License-Identifier: Apache-2.0
package dev.undertone.event.shape;

/** What scored events are written in. */
public enum OutputFormat {
    /** JSON alone. */
    JSON,
    /** Avro, behind the id of its schema. */
    AVRO,
    /** JSON, behind the id of its schema. */
    JSON_SCHEMA
}
