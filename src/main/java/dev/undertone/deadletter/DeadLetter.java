// SPDX-License-Identifier: Apache-2.0
package dev.undertone.deadletter;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** A record that a system gave up on, as it lies in its dead-letter topic. */
public final class DeadLetter {
    /**
     * The header that counts how often a record was replayed; whoever fails on it again hands it on with the
     * other headers.
     */
    public static final String ATTEMPTS = "undertone.redrive.attempts";

    private static final String NO_REASON = "(none given)";

    private final ConsumerRecord<byte[], byte[]> record;
    private final Diagnosis diagnosis;

    private DeadLetter(ConsumerRecord<byte[], byte[]> record) {
        this.record = Objects.requireNonNull(record, "record");
        this.diagnosis = HeaderDialect.diagnose(record.headers());
    }

    /** Reads a record of a dead-letter topic, whatever its headers are. */
    public static DeadLetter of(ConsumerRecord<byte[], byte[]> record) {
        return new DeadLetter(record);
    }

    public Position position() {
        return new Position(record.partition(), record.offset());
    }

    public Diagnosis diagnosis() {
        return diagnosis;
    }

    /** What it is listed under: the reason, else the class of the cause, else of the exception. */
    public String reason() {
        return diagnosis.reason().or(diagnosis::cause).or(diagnosis::exception).orElse(NO_REASON);
    }

    /** The original record's, as far as it is known. */
    public Instant timestamp() {
        return Instant.ofEpochMilli(timestampMillis());
    }

    /** How often it has been replayed before. */
    public int attempts() {
        Header header = record.headers().lastHeader(ATTEMPTS);
        if (header == null || header.value() == null) {
            return 0;
        }
        try {
            return Math.max(0, Integer.parseInt(new String(header.value(), StandardCharsets.UTF_8)));
        } catch (NumberFormatException e) {
            // The replay writes a number, so a count that someone spoilt starts again once.
            return 0;
        }
    }

    /** May be null. */
    public byte[] key() {
        return record.key();
    }

    /** May be null. */
    public byte[] value() {
        return record.value();
    }

    /**
     * Whether the end of its value or key is missing, as its topic did not take the whole; Undertone writes
     * such letters.
     */
    public boolean isShortened() {
        return record.headers().lastHeader(DeadLetterHeaders.VALUE_BYTES) != null
                || record.headers().lastHeader(DeadLetterHeaders.KEY_BYTES) != null;
    }

    /** All of them, those of the failure included. */
    public Headers headers() {
        return record.headers();
    }

    /**
     * The record as it was before it failed, with one more attempt counted. It goes back to the very partition that it
     * came from where {@code topic} is the one it came from.
     *
     * @param partitions that the topic has
     */
    public ProducerRecord<byte[], byte[]> replay(String topic, int partitions) {
        Headers headers = new RecordHeaders();
        for (Header header : record.headers()) {
            boolean ofFailure = diagnosis
                    .dialect()
                    .filter(dialect -> dialect.owns(header.key()))
                    .isPresent();
            if (!ofFailure && !header.key().equals(ATTEMPTS)) {
                headers.add(header);
            }
        }
        headers.add(ATTEMPTS, Integer.toString(attempts() + 1).getBytes(StandardCharsets.UTF_8));
        Origin origin = diagnosis.origin();
        boolean goesHome = origin.topic().filter(topic::equals).isPresent()
                && origin.partition().isPresent()
                && origin.partition().getAsInt() < partitions;
        boolean keyIsOurs = record.headers().lastHeader(DeadLetterHeaders.KEY_ADDED) != null;
        long timestamp = timestampMillis();
        return new ProducerRecord<>(
                topic,
                goesHome ? origin.partition().getAsInt() : null,
                timestamp < 0 ? null : timestamp,
                keyIsOurs ? null : record.key(),
                record.value(),
                headers);
    }

    private long timestampMillis() {
        return diagnosis.timestamp().orElse(record.timestamp());
    }
}
