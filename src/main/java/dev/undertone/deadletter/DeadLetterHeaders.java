// SPDX-License-Identifier: Apache-2.0
package dev.undertone.deadletter;

import dev.undertone.kafka.TopicPartitionOffset;
import dev.undertone.review.Rejected;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * The headers of dead letters as Kafka Streams itself writes them (KIP-1034): those of the record, and some that say
 * what went wrong with which record. {@value #REASON} adds the reason from a closed list; further ones tell what a
 * topic did not take.
 */
public final class DeadLetterHeaders {
    public static final String REASON = "undertone.reason";
    /** The record's timestamp, where its letter has another. */
    public static final String TIMESTAMP = "undertone.timestamp";
    /** How many of the record's headers were left out. */
    public static final String HEADERS_CUT = "undertone.headers.cut";
    /** Where the value was cut, the record's: its size in bytes, and its SHA-256 in hexadecimal digits. */
    public static final String VALUE_BYTES = "undertone.value.bytes";

    public static final String VALUE_HASH = "undertone.value.sha256";
    /** The same of the key. */
    public static final String KEY_BYTES = "undertone.key.bytes";

    public static final String KEY_HASH = "undertone.key.sha256";
    /** There where the record has no key and its letter has one. */
    public static final String KEY_ADDED = "undertone.key.added";

    public static final String PREFIX = "__streams.errors.";
    private static final List<String> OF_A_LETTER_THAT_DID_NOT_FIT =
            List.of(TIMESTAMP, HEADERS_CUT, VALUE_BYTES, VALUE_HASH, KEY_BYTES, KEY_HASH, KEY_ADDED);

    private DeadLetterHeaders() {}

    /** The headers of the dead letter for a record with these {@code original} ones, which stay as they are. */
    public static Headers headers(Headers original, TopicPartitionOffset origin, Rejected rejected) {
        Headers headers = new RecordHeaders(original);
        // A review that was replayed from the dead letters can have them already; only the last failure counts.
        OF_A_LETTER_THAT_DID_NOT_FIT.forEach(headers::remove);
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

    /** Sets a header, in place of any of that name. */
    public static void put(Headers headers, String name, String value) {
        headers.remove(name);
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
