// SPDX-License-Identifier: Apache-2.0
package dev.undertone.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class ThreadFailuresTest {
    private static final Throwable MISSING = new MissingSourceTopicException("gone");

    private final AtomicLong now = new AtomicLong(-5);
    private final ThreadFailures failures = new ThreadFailures(Duration.ofNanos(100), now::get);

    @Test
    void shouldReplaceTheThreadWhereKafkaMayBeAskedAgain() {
        assertThat(failures.passes(new StreamsException(new TimeoutException("no answer"))))
                .isTrue();
        assertThat(failures.passes(new StreamsException(new InvalidTxnStateException("given up"))))
                .isTrue();
    }

    @Test
    void shouldEndTheServiceWhereAskingAgainIsOfNoUse() {
        assertThat(failures.passes(new StreamsException(new RecordTooLargeException("large"))))
                .isFalse();
        assertThat(failures.passes(new LinkageError("a class does not fit"))).isFalse();
    }

    @Test
    void shouldReplaceTheThreadThatAsksForADeletedTopic() {
        TopicPartition gone = new TopicPartition("gone", 0);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", "localhost:1"), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            assertThat(failures.passes(new StreamsException(catchThrowable(() -> consumer.position(gone)))))
                    .isTrue();
            assertThat(failures.passes(new StreamsException(catchThrowable(() -> consumer.pause(List.of(gone))))))
                    .isTrue();
        }
        assertThat(failures.passes(new IllegalStateException("anything else"))).isFalse();
    }

    @Test
    void shouldBearAMissingTopicForAWhile() {
        assertThat(failures.passes(MISSING)).isTrue();
        now.addAndGet(99);
        assertThat(failures.passes(MISSING)).isTrue();
        now.addAndGet(1);
        assertThat(failures.passes(MISSING)).isFalse();
    }

    @Test
    void shouldCountAnewOnceAllThreadsRan() {
        // Given
        failures.passes(MISSING);
        now.addAndGet(100);

        // When
        failures.allRun();

        // Then
        assertThat(failures.passes(MISSING)).isTrue();
        now.addAndGet(100);
        assertThat(failures.passes(MISSING)).isFalse();
    }
}
