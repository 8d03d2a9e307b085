// SPDX-License-Identifier: Apache-2.0
package dev.undertone.bench.alternative;

import dev.undertone.config.ScorerConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls, scores all that came, sends the answers, waits until the broker has them, commits, and polls again: at least
 * once. A poll brings up to 500 records, Kafka's default. Owns its consumer and its producer. Confined to one thread.
 */
final class ConsumerLoop implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(ConsumerLoop.class);

    /** Bounds how late the loop notices that it is to end. */
    private static final Duration LONGEST_POLL = Duration.ofMillis(100);

    private final String input;
    private final ReviewRecords records;
    private final BatchScorer scorer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<Exception> firstFailure = new AtomicReference<>();

    ConsumerLoop(ScorerConfig config, ReviewRecords records, BatchScorer scorer) {
        this.input = ReviewRecords.input(config);
        this.records = records;
        this.scorer = scorer;
        this.consumer = new KafkaConsumer<>(
                ClientSettings.ofConsumer(config), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.producer = new KafkaProducer<>(
                ClientSettings.ofProducer(config), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /**
     * Goes on until it is to end; then all that was polled is committed.
     *
     * @param whenAssigned called once
     */
    void run(BooleanSupplier ending, Runnable whenAssigned) {
        consumer.subscribe(List.of(input), new FirstAssignment(whenAssigned));
        while (!ending.getAsBoolean()) {
            List<ConsumerRecord<byte[], byte[]>> polled = new ArrayList<>();
            consumer.poll(LONGEST_POLL).forEach(polled::add);
            if (!polled.isEmpty()) {
                send(records.answerConsumed(polled, scorer));
                commit();
            }
        }
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
    }

    private void send(List<ProducerRecord<byte[], byte[]>> answers) {
        for (ProducerRecord<byte[], byte[]> answer : answers) {
            producer.send(answer, (metadata, failure) -> {
                if (failure != null) {
                    firstFailure.compareAndSet(null, failure);
                }
            });
        }
        producer.flush();
        Exception failure = firstFailure.get();
        if (failure != null) {
            throw new KafkaException("writing failed: " + failure.getMessage(), failure);
        }
    }

    private void commit() {
        try {
            consumer.commitSync();
        } catch (RebalanceInProgressException | CommitFailedException e) {
            // Whoever has these partitions next scores these records once more.
            LOGGER.atWarn().setCause(e).log("A rebalance came before a commit");
        }
    }
}
