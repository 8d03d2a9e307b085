// SPDX-License-Identifier: Apache-2.0
package dev.undertone.event.schema;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Values in Avro as producers write them. */
public final class AvroValues {
    public static final String REVIEW =
            "{\"type\":\"record\",\"name\":\"Review\",\"fields\":[{\"name\":\"id\",\"type\":\"string\"},"
                    + "{\"name\":\"stars\",\"type\":[\"null\",\"int\"],\"default\":null},"
                    + "{\"name\":\"text\",\"type\":[\"null\",\"string\"]}]}";

    /** The same with a field more. */
    public static final String EVOLVED = REVIEW.replace(
            "{\"name\":\"stars\"", "{\"name\":\"shop\",\"type\":\"string\",\"default\":\"-\"},{\"name\":\"stars\"");
    /** The same with another instead. */
    public static final String EVOLVED_AGAIN = EVOLVED.replace("\"shop\"", "\"store\"");

    private AvroValues() {}

    /** A record of a schema, by its fields. */
    public static byte[] record(String schema, Map<String, Object> fields) {
        Schema parsed = new Schema.Parser().parse(schema);
        GenericData.Record record = new GenericData.Record(parsed);
        fields.forEach(record::put);
        return write(parsed, record);
    }

    public static byte[] write(Schema schema, Object datum) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        try {
            new GenericDatumWriter<>(schema).write(datum, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** The same behind the frame of a registry. */
    public static byte[] framed(int id, byte[] payload) {
        return ByteBuffer.allocate(5 + payload.length)
                .put((byte) 0)
                .putInt(id)
                .put(payload)
                .array();
    }
}
