// SPDX-License-Identifier: Apache-2.0
package dev.undertone.event.schema;

import dev.undertone.event.HeaderValues;
import dev.undertone.registry.SchemaRef;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;

/**
 * Where a record says what its schema is: before the value, a zero byte and the id in 4 bytes, or in 8 as Apicurio's
 * older clients write; or in a header.
 *
 * @param schema that it names; empty where the number can be none
 * @param named as it is told to people
 * @param payload where what the schema is of begins in the value
 */
record SchemaFrame(Optional<SchemaRef> schema, String named, int payload) {
    private static final String CONFLUENT_HEADER = "__value_schema_id";
    private static final String CONTENT_HEADER = "apicurio.value.contentId";
    private static final String GLOBAL_HEADER = "apicurio.value.globalId";
    private static final int GUID_BYTES = 16;

    /** How frames are written: with which id, in how many bytes. */
    record Form(SchemaRef.Kind kind, int idBytes) {
        /** Of a frame. */
        int bytes() {
            return 1 + idBytes;
        }

        /** Whether a value begins as a frame does and is none. */
        boolean endsWithin(byte[] value) {
            return value.length > 0 && value.length < bytes() && value[0] == 0 && (value.length == 1 || value[1] == 0);
        }
    }

    /** The frame of a record; nothing where it has none. */
    static Optional<SchemaFrame> of(byte[] value, HeaderValues headers, Form form) {
        return inHeaders(headers).or(() -> before(value, form));
    }

    private static Optional<SchemaFrame> inHeaders(HeaderValues headers) {
        byte[] confluent = headers.last(CONFLUENT_HEADER);
        if (confluent != null && confluent.length == 1 + GUID_BYTES && confluent[0] == 1) {
            ByteBuffer bytes = ByteBuffer.wrap(confluent, 1, GUID_BYTES);
            return Optional.of(of(SchemaRef.Kind.GUID, new UUID(bytes.getLong(), bytes.getLong()).toString()));
        }
        if (confluent != null && confluent.length == 1 + Integer.BYTES && confluent[0] == 0) {
            return Optional.of(
                    of(SchemaRef.Kind.CONTENT, ByteBuffer.wrap(confluent).getInt(1), 0, Integer.BYTES));
        }
        byte[] content = headers.last(CONTENT_HEADER);
        if (content != null && content.length == Long.BYTES) {
            return Optional.of(
                    of(SchemaRef.Kind.CONTENT, ByteBuffer.wrap(content).getLong(), 0, Long.BYTES));
        }
        byte[] global = headers.last(GLOBAL_HEADER);
        if (global != null && global.length == Long.BYTES) {
            return Optional.of(of(SchemaRef.Kind.GLOBAL, ByteBuffer.wrap(global).getLong(), 0, Long.BYTES));
        }
        return Optional.empty();
    }

    private static Optional<SchemaFrame> before(byte[] value, Form form) {
        int payload = form.bytes();
        if (value.length < payload || value[0] != 0 || isUtf16(value)) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.wrap(value);
        long id = form.idBytes() == Long.BYTES ? bytes.getLong(1) : bytes.getInt(1);
        return Optional.of(of(form.kind(), id, payload, form.idBytes()));
    }

    /** JSON in UTF-16 begins with a zero byte, too, and then every other one is. */
    private static boolean isUtf16(byte[] value) {
        return value[1] != 0 && value[2] == 0 && value[4] == 0 && "{[\" \t\r\n".indexOf(value[1]) >= 0;
    }

    private static SchemaFrame of(SchemaRef.Kind kind, String id) {
        SchemaRef ref = new SchemaRef(kind, id);
        return new SchemaFrame(Optional.of(ref), ref.toString(), 0);
    }

    /** Ids are positive; beyond, a registry need not be asked. */
    private static SchemaFrame of(SchemaRef.Kind kind, long id, int payload, int bytes) {
        String written = bytes == Long.BYTES ? Long.toUnsignedString(id) : Integer.toUnsignedString((int) id);
        SchemaRef ref = new SchemaRef(kind, written);
        return new SchemaFrame(id < 0 ? Optional.empty() : Optional.of(ref), ref.toString(), payload);
    }
}
