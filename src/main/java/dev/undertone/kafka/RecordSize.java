// SPDX-License-Identifier: Apache-2.0
package dev.undertone.kafka;

import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;

/**
 * How large a record is in a batch of its own, in bytes, which is what a broker compares with a topic's limit: a batch
 * of several records that is too large is split by the producer, down to batches of one.
 */
final class RecordSize {
    /** A batch's own fields, and all of a record's that hold no bytes of the user's at their longest. */
    private static final int FIXED = 61 + 21;
    /** The lengths of a header's name and value, at their longest. */
    private static final int PER_HEADER = 10;
    /** UTF-8 never takes more for one of Java's characters. */
    private static final int BYTES_PER_CHAR = 3;
    /** Snappy promises no better: a sixth more, and something for each block. */
    private static final int WORST_CODEC = 6;

    private static final int FRAME = 1024;

    private RecordSize() {}

    /** Without compression: never less than it is, and exact but for lengths and names of headers. */
    static long bound(byte[] key, byte[] value, Headers headers) {
        long size = FIXED + length(key) + length(value);
        for (Header header : headers) {
            size += PER_HEADER + (long) BYTES_PER_CHAR * header.key().length() + length(header.value());
        }
        return size;
    }

    /** The most that any codec of Kafka's makes of that many bytes, be they noise. */
    static long compressedBound(long bytes) {
        return bytes + bytes / WORST_CODEC + FRAME;
    }

    /** How many bytes surely fit into so many, whatever the codec; negative where none do. */
    static long surelyFitting(long limit) {
        return (limit - FRAME) / (WORST_CODEC + 1) * WORST_CODEC;
    }

    /** To the byte, at the cost of compressing it. */
    static long exact(Compression compression, byte[] key, byte[] value, Headers headers, long timestamp) {
        return MemoryRecords.withRecords(compression, new SimpleRecord(timestamp, key, value, headers.toArray()))
                .sizeInBytes();
    }

    private static int length(byte[] bytes) {
        return bytes == null ? 0 : bytes.length;
    }
}
