// SPDX-License-Identifier: Apache-2.0
package dev.undertone.deadletter;

import dev.undertone.testing.Records;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** Dead letters by hand. */
public final class Letters {
    public static final long TIMESTAMP = 1_764_061_200_000L;

    private Letters() {}

    /** A letter at 0:17 with these headers. */
    public static DeadLetter with(Headers headers) {
        return at(0, 17, headers);
    }

    public static DeadLetter at(int partition, long offset, Headers headers) {
        return DeadLetter.of(new ConsumerRecord<>(
                "rejected-reviews",
                partition,
                offset,
                TIMESTAMP,
                TimestampType.CREATE_TIME,
                1,
                1,
                bytes("key"),
                bytes("value"),
                headers,
                Optional.empty()));
    }

    /** The headers of a review that Undertone rejected. */
    public static Headers rejected(String reason, String topic, int partition, long offset) {
        return new RecordHeaders()
                .add("__streams.errors.exception", bytes("dev.undertone.review.Rejected"))
                .add("__streams.errors.message", bytes("the event has no field 'text'"))
                .add("__streams.errors.stacktrace", bytes(""))
                .add("__streams.errors.topic", bytes(topic))
                .add("__streams.errors.partition", bytes(Integer.toString(partition)))
                .add("__streams.errors.offset", bytes(Long.toString(offset)))
                .add("undertone.reason", bytes(reason));
    }

    public static byte[] bytes(String text) {
        return Records.bytes(text);
    }

    public static byte[] bytes(int number) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
    }

    public static byte[] bytes(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }
}
