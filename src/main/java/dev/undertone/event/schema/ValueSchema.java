// SPDX-License-Identifier: Apache-2.0
package dev.undertone.event.schema;

import dev.undertone.event.shape.EventShape;
import dev.undertone.registry.RegisteredSchema;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;

/** By what a value is read, as its schema says. */
sealed interface ValueSchema {
    /** As Avro. */
    record Avro(Schema schema, Wanted wanted) implements ValueSchema {}

    /** As JSON, which needs no schema to be read. */
    record Json() implements ValueSchema {}

    /**
     * Makes it of what a registry has.
     *
     * @throws IllegalArgumentException why not, to be put behind the name of the schema
     */
    static ValueSchema of(RegisteredSchema registered, EventShape shape) {
        return switch (registered.type()) {
            case "AVRO" -> avro(registered, shape);
            case "JSON" -> new Json();
            default ->
                throw new IllegalArgumentException("is of the type " + registered.type()
                        + ", and values of AVRO and JSON alone are read; convert the topic to one of them");
        };
    }

    private static ValueSchema avro(RegisteredSchema registered, EventShape shape) {
        try {
            // Names of other systems, such as those of tables, are not always what Avro allows.
            Schema.Parser parser = new Schema.Parser(NameValidator.NO_VALIDATION).setValidateDefaults(false);
            registered.references().forEach(parser::parse);
            Schema schema = parser.parse(registered.text());
            return new Avro(schema, Wanted.of(shape, schema));
        } catch (AvroRuntimeException | StackOverflowError e) {
            throw new IllegalArgumentException("is no valid schema of Avro", e);
        }
    }
}
