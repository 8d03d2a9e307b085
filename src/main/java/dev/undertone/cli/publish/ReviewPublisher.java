// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli.publish;

import dev.undertone.kafka.Cluster;
import dev.undertone.kafka.ProducerLimits;
import dev.undertone.kafka.RequiredAcl;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Publishes review events and knows of each whether the broker has it. */
public final class ReviewPublisher implements AutoCloseable {
    private static final int LARGEST_REQUEST = 64 * 1024 * 1024;

    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;
    private final AtomicLong published = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicReference<Exception> firstFailure = new AtomicReference<>();

    private ReviewPublisher(KafkaProducer<byte[], byte[]> producer, String topic) {
        this.producer = producer;
        this.topic = topic;
    }

    /**
     * Finds the broker and makes the topic if need be.
     *
     * @throws dev.undertone.kafka.BrokerUnavailableException if no broker answers
     * @throws dev.undertone.kafka.AccessException if one does and does not let us write
     */
    public static ReviewPublisher open(Map<String, Object> clientProperties, String topic) {
        try (Cluster cluster = Cluster.connect(clientProperties, RequiredAcl.writeTopic(topic))) {
            cluster.ensureTopics(List.of(topic), Optional.empty(), Map.of());
        }
        Map<String, Object> properties = new HashMap<>();
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 20);
        properties.putAll(ProducerLimits.quickGzip());
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_REQUEST);
        properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, (long) LARGEST_REQUEST);
        clientProperties.forEach((key, value) -> {
            if (ProducerConfig.configNames().contains(key)) {
                properties.put(key, value);
            }
        });
        return new ReviewPublisher(
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer()), topic);
    }

    /**
     * Hands an event to the producer, waiting while its memory is full. One that is too large for the broker is counted
     * as refused, now or later.
     */
    public void publish(ReviewLine line) {
        byte[] key = line.key().map(id -> id.getBytes(StandardCharsets.UTF_8)).orElse(null);
        producer.send(new ProducerRecord<>(topic, key, line.value()), (metadata, failure) -> {
            if (failure == null) {
                published.incrementAndGet();
            } else {
                refused.incrementAndGet();
                firstFailure.compareAndSet(null, failure);
            }
        });
        Exception failure = firstFailure.get();
        if (failure != null && !(failure instanceof RecordTooLargeException)) {
            throw new KafkaException("publishing to " + topic + " failed: " + failure.getMessage(), failure);
        }
    }

    /** Waits until the broker has answered for every event, and returns how many it has. */
    public long flush() {
        producer.flush();
        return published.get();
    }

    /** How many events the broker did not take. */
    long refused() {
        return refused.get();
    }

    /** Why, for the first of them. */
    String firstRefusal() {
        return firstFailure.get() == null ? "" : firstFailure.get().getMessage();
    }

    @Override
    public void close() {
        producer.close();
    }
}
