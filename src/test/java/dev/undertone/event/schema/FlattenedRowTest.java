// SPDX-License-Identifier: Apache-2.0
package dev.undertone.event.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.event.Deletion;
import dev.undertone.event.HeaderValues;
import dev.undertone.event.ReviewEvent;
import dev.undertone.event.shape.Envelope;
import dev.undertone.event.shape.EventFields;
import dev.undertone.event.shape.EventShape;
import dev.undertone.event.shape.InputFormat;
import dev.undertone.event.shape.Updates;
import dev.undertone.registry.RegisteredSchema;
import dev.undertone.registry.SchemaRef;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Rows in Avro that Debezium's ExtractNewRecordState took out of their change. */
class FlattenedRowTest {
    private static final int LIMIT = 1_000;

    @Test
    void shouldReadARowThatWasTakenOutOfItsChange() {
        // Given
        String row = "{\"type\":\"record\",\"name\":\"Value\",\"fields\":[{\"name\":\"id\",\"type\":\"int\"},"
                + "{\"name\":\"text\",\"type\":[\"null\",\"string\"]},{\"name\":\"__deleted\",\"type\":[\"null\",\"string\"]}]}";
        byte[] there = AvroValues.record(row, Map.of("id", 7, "text", "x", "__deleted", "false"));
        byte[] gone = AvroValues.record(row, Map.of("id", 7, "text", "x", "__deleted", "true"));
        for (Envelope envelope : List.of(Envelope.DEBEZIUM, Envelope.AUTO)) {
            FramedDecoder decoder = FramedDecoder.of(
                    InputFormat.AUTO,
                    new EventShape(EventFields.defaults(), envelope, Updates.ALL),
                    LIMIT,
                    SchemaRef.Kind.CONTENT,
                    4,
                    ref -> Optional.of(new RegisteredSchema("AVRO", row, List.of())),
                    System::nanoTime);

            // Then
            assertThat(decoder.decode(AvroValues.framed(10, there), HeaderValues.NONE))
                    .isEqualTo(new ReviewEvent(Optional.of("7"), "x", Map.of()));
            assertThat(decoder.decode(AvroValues.framed(10, gone), HeaderValues.NONE))
                    .isEqualTo(new Deletion());
        }
    }
}
