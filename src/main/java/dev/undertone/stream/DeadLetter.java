// SPDX-License-Identifier: Apache-2.0
package dev.undertone.stream;

import dev.undertone.review.Rejected;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Makes dead letters as Kafka Streams itself does (KIP-1034): the original key, value, timestamp and headers, plus
 * headers that say what went wrong with which record. {@value #REASON} adds the reason from a closed list.
 */
public final class DeadLetter {
    static final String REASON = "undertone.reason";

    private static final String PREFIX = "__streams.errors.";

    private DeadLetter() {}

    static Record<byte[], byte[]> of(Record<byte[], byte[]> original, Origin origin, Rejected rejected) {
        return original.withHeaders(headers(original.headers(), origin, rejected));
    }

    /** The headers of the dead letter for a record with these {@code original} ones, which stay as they are. */
    public static Headers headers(Headers original, Origin origin, Rejected rejected) {
        Headers headers = new RecordHeaders(original);
        put(headers, PREFIX + "exception", Rejected.class.getName());
        put(headers, PREFIX + "message", rejected.detail());
        // A rejection is a value: nothing was thrown, so there is no trace.
        put(headers, PREFIX + "stacktrace", "");
        put(headers, PREFIX + "topic", origin.topic());
        put(headers, PREFIX + "partition", Integer.toString(origin.partition()));
        put(headers, PREFIX + "offset", Long.toString(origin.offset()));
        put(headers, REASON, rejected.reason().name());
        return headers;
    }

    /** A review that was replayed from the dead letters has these headers already; only the last failure counts. */
    private static void put(Headers headers, String name, String value) {
        headers.remove(name);
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
