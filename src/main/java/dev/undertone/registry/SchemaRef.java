// SPDX-License-Identifier: Apache-2.0
package dev.undertone.registry;

import java.util.Objects;

/**
 * What a record says of its schema.
 *
 * @param kind of id
 * @param id as it is written in the address of the schema
 */
public record SchemaRef(Kind kind, String id) {
    /** The ids that registries give. */
    public enum Kind {
        /** A number, as in Confluent's API; in Apicurio's that of the schema's text. */
        CONTENT("schema id"),
        /** Apicurio's number of a schema at one place and in one version. */
        GLOBAL("global schema id"),
        /** Confluent's id of 16 bytes. */
        GUID("schema guid");

        private final String text;

        Kind(String text) {
            this.text = text;
        }
    }

    public SchemaRef {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(id, "id");
    }

    /** As in "schema id 7". */
    @Override
    public String toString() {
        return kind.text + " " + id;
    }
}
