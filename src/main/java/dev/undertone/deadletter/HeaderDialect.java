// SPDX-License-Identifier: Apache-2.0
package dev.undertone.deadletter;

import static dev.undertone.deadletter.HeaderDialect.Part.CAUSE;
import static dev.undertone.deadletter.HeaderDialect.Part.EXCEPTION;
import static dev.undertone.deadletter.HeaderDialect.Part.MESSAGE;
import static dev.undertone.deadletter.HeaderDialect.Part.OFFSET;
import static dev.undertone.deadletter.HeaderDialect.Part.PARTITION;
import static dev.undertone.deadletter.HeaderDialect.Part.REASON;
import static dev.undertone.deadletter.HeaderDialect.Part.TIMESTAMP;
import static dev.undertone.deadletter.HeaderDialect.Part.TOPIC;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * How a system writes into a dead letter's headers what went wrong with which record. What is missing or malformed is
 * read as unknown: headers come from anywhere and never make reading fail.
 */
public enum HeaderDialect {
    /** Kafka Streams (KIP-1034), and with it Undertone, which adds its reason. */
    KAFKA_STREAMS(
            "Kafka Streams",
            DeadLetterHeaders.PREFIX,
            Map.of(
                    TOPIC, List.of(DeadLetterHeaders.PREFIX + "topic"),
                    PARTITION, List.of(DeadLetterHeaders.PREFIX + "partition"),
                    OFFSET, List.of(DeadLetterHeaders.PREFIX + "offset"),
                    EXCEPTION, List.of(DeadLetterHeaders.PREFIX + "exception"),
                    MESSAGE, List.of(DeadLetterHeaders.PREFIX + "message"),
                    REASON, List.of(DeadLetterHeaders.REASON),
                    TIMESTAMP, List.of(DeadLetterHeaders.TIMESTAMP))) {
        private static final Set<String> NAMES = Set.of(
                DeadLetterHeaders.REASON,
                "undertone.refused",
                DeadLetterHeaders.TIMESTAMP,
                DeadLetterHeaders.HEADERS_CUT,
                DeadLetterHeaders.VALUE_BYTES,
                DeadLetterHeaders.VALUE_HASH,
                DeadLetterHeaders.KEY_BYTES,
                DeadLetterHeaders.KEY_HASH,
                DeadLetterHeaders.KEY_ADDED);

        @Override
        boolean owns(String header) {
            return super.owns(header) || NAMES.contains(header);
        }
    },

    /** Kafka Connect, where {@code errors.deadletterqueue.context.headers.enable} is set. */
    KAFKA_CONNECT(
            "Kafka Connect",
            "__connect.errors.",
            Map.of(
                    TOPIC, List.of("__connect.errors.topic"),
                    PARTITION, List.of("__connect.errors.partition"),
                    OFFSET, List.of("__connect.errors.offset"),
                    EXCEPTION, List.of("__connect.errors.exception.class.name"),
                    MESSAGE, List.of("__connect.errors.exception.message"))),

    /** Spring Kafka, which writes numbers as big-endian bytes and has the original timestamp in a header only. */
    SPRING_KAFKA(
            "Spring Kafka",
            "kafka_dlt-",
            Map.of(
                    TOPIC, List.of("kafka_dlt-original-topic"),
                    PARTITION, List.of("kafka_dlt-original-partition"),
                    OFFSET, List.of("kafka_dlt-original-offset"),
                    TIMESTAMP, List.of("kafka_dlt-original-timestamp"),
                    EXCEPTION, List.of("kafka_dlt-exception-fqcn", "kafka_dlt-key-exception-fqcn"),
                    CAUSE, List.of("kafka_dlt-exception-cause-fqcn"),
                    MESSAGE, List.of("kafka_dlt-exception-message", "kafka_dlt-key-exception-message"))) {
        @Override
        OptionalInt integer(Headers headers, Part part) {
            return bytes(headers, part)
                    .filter(bytes -> bytes.length == Integer.BYTES)
                    .map(bytes -> OptionalInt.of(ByteBuffer.wrap(bytes).getInt()))
                    .orElse(OptionalInt.empty());
        }

        @Override
        OptionalLong number(Headers headers, Part part) {
            return bytes(headers, part)
                    .filter(bytes -> bytes.length == Long.BYTES)
                    .map(bytes -> OptionalLong.of(ByteBuffer.wrap(bytes).getLong()))
                    .orElse(OptionalLong.empty());
        }
    },

    /** SmallRye Reactive Messaging, and with it Quarkus, which puts its headers before those of the record. */
    SMALLRYE(
            "SmallRye",
            "dead-letter-",
            Map.of(
                    TOPIC, List.of("dead-letter-topic"),
                    PARTITION, List.of("dead-letter-partition"),
                    OFFSET, List.of("dead-letter-offset"),
                    EXCEPTION, List.of("dead-letter-exception-class-name"),
                    CAUSE, List.of("dead-letter-cause-class-name"),
                    MESSAGE, List.of("dead-letter-reason"))) {
        private static final Set<String> NAMES =
                Set.of("topic", "partition", "offset", "exception-class-name", "cause-class-name", "reason", "cause");

        /** The prefix alone could be a user's. */
        @Override
        boolean owns(String header) {
            return super.owns(header) && NAMES.contains(header.substring("dead-letter-".length()));
        }

        @Override
        Optional<byte[]> bytes(Headers headers, String name) {
            return StreamSupport.stream(headers.headers(name).spliterator(), false)
                    .findFirst()
                    .map(Header::value);
        }
    };

    /** What a header may tell. */
    enum Part {
        TOPIC,
        PARTITION,
        OFFSET,
        TIMESTAMP,
        EXCEPTION,
        CAUSE,
        MESSAGE,
        REASON
    }

    private final String text;
    private final String prefix;
    private final Map<Part, List<String>> names;

    HeaderDialect(String text, String prefix, Map<Part, List<String>> names) {
        this.text = text;
        this.prefix = prefix;
        this.names = names;
    }

    /**
     * What a dead letter's headers say, in the dialect of the last one that belongs to any: that is who failed on
     * it last.
     */
    public static Diagnosis diagnose(Headers headers) {
        Optional<HeaderDialect> last = Optional.empty();
        for (Header header : headers) {
            for (HeaderDialect dialect : values()) {
                if (dialect.owns(header.key())) {
                    last = Optional.of(dialect);
                }
            }
        }
        return last.map(dialect -> dialect.read(headers)).orElse(Diagnosis.NONE);
    }

    /** The system's name. */
    public String text() {
        return text;
    }

    /** Whether the system writes this header when a record fails, so that the record did not have it before. */
    boolean owns(String header) {
        return header.startsWith(prefix);
    }

    OptionalInt integer(Headers headers, Part part) {
        OptionalLong number = number(headers, part);
        return number.isPresent() && number.getAsLong() <= Integer.MAX_VALUE
                ? OptionalInt.of((int) number.getAsLong())
                : OptionalInt.empty();
    }

    OptionalLong number(Headers headers, Part part) {
        try {
            return string(headers, part)
                    .map(digits -> OptionalLong.of(Long.parseLong(digits)))
                    .orElse(OptionalLong.empty());
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    Optional<byte[]> bytes(Headers headers, String name) {
        return Optional.ofNullable(headers.lastHeader(name)).map(Header::value);
    }

    final Optional<byte[]> bytes(Headers headers, Part part) {
        return names.getOrDefault(part, List.of()).stream()
                .flatMap(name -> bytes(headers, name).stream())
                .findFirst();
    }

    private Optional<String> string(Headers headers, Part part) {
        return bytes(headers, part)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .filter(string -> !string.isBlank());
    }

    private Diagnosis read(Headers headers) {
        OptionalInt partition = integer(headers, PARTITION);
        OptionalLong offset = number(headers, OFFSET);
        OptionalLong timestamp = number(headers, TIMESTAMP);
        // Kafka itself writes -1 where it does not know.
        Origin origin = new Origin(
                string(headers, TOPIC),
                partition.isPresent() && partition.getAsInt() >= 0 ? partition : OptionalInt.empty(),
                notNegative(offset));
        return new Diagnosis(
                Optional.of(this),
                string(headers, REASON),
                string(headers, EXCEPTION),
                string(headers, CAUSE),
                string(headers, MESSAGE),
                origin,
                notNegative(timestamp));
    }

    private static OptionalLong notNegative(OptionalLong number) {
        return number.isPresent() && number.getAsLong() >= 0 ? number : OptionalLong.empty();
    }
}
