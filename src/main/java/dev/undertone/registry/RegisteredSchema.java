// SPDX-License-Identifier: Apache-2.0
package dev.undertone.registry;

import java.util.List;
import java.util.Objects;

/**
 * A schema as its registry has it.
 *
 * @param type {@code AVRO}, {@code JSON}, {@code PROTOBUF} or what else the registry keeps
 * @param text of the schema
 * @param references the texts of the schemas that it builds on, each behind those that it builds on itself
 */
public record RegisteredSchema(String type, String text, List<String> references) {
    public RegisteredSchema {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(text, "text");
        references = List.copyOf(references);
    }
}
