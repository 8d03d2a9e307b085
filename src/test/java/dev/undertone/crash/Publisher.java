// SPDX-License-Identifier: Apache-2.0
package dev.undertone.crash;

import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Publishes numbered reviews at a steady rate until told to end, however long the broker is away, and knows which of
 * them the broker has acknowledged. Safe for use by many threads.
 */
public final class Publisher implements AutoCloseable {
    private final List<String> topics;
    private volatile int perSecond;
    private final KafkaProducer<byte[], byte[]> producer;
    private final BitSet acknowledged = new BitSet();
    private final Thread thread;
    private volatile int published;
    private volatile boolean ending;

    private Publisher(String bootstrapServers, List<String> topics, int perSecond) {
        this.topics = topics;
        this.perSecond = perSecond;
        Map<String, Object> properties = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                Duration.ofHours(1).toMillis(),
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                Integer.MAX_VALUE,
                // It must not be what is slow to come back.
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                2_000,
                ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                500L);
        this.producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
        this.thread = new Thread(this::publish, "publisher");
    }

    public static Publisher start(String bootstrapServers, String topic, int perSecond) {
        return start(bootstrapServers, List.of(topic), perSecond);
    }

    /** Publishes to several topics in turn. */
    static Publisher start(String bootstrapServers, List<String> topics, int perSecond) {
        Publisher publisher = new Publisher(bootstrapServers, topics, perSecond);
        publisher.thread.start();
        return publisher;
    }

    /** Publishes at another rate from now on. */
    public void rate(int reviewsPerSecond) {
        perSecond = reviewsPerSecond;
    }

    /** How many it has handed to the producer so far. */
    public int published() {
        return published;
    }

    /**
     * Publishes no more, and returns the numbers of those that the broker has acknowledged; of the others nobody knows.
     */
    public BitSet end() throws InterruptedException {
        ending = true;
        thread.join();
        producer.flush();
        synchronized (acknowledged) {
            return (BitSet) acknowledged.clone();
        }
    }

    @Override
    public void close() {
        ending = true;
        // Wakes it where it waits for the producer, whose buffer may be full while the broker is away.
        thread.interrupt();
        producer.close(Duration.ZERO);
    }

    private void publish() {
        try {
            publishUntilTold();
        } catch (InterruptException e) {
            if (!ending) {
                throw e;
            }
        }
    }

    private void publishUntilTold() {
        long due = System.nanoTime();
        int rate = perSecond;
        while (!ending) {
            if (rate != perSecond) {
                // What it could not keep up with at another rate is not made up for.
                rate = perSecond;
                due = System.nanoTime();
            }
            int number = published;
            NumberedReview review = new NumberedReview(number);
            String topic = topics.get(number % topics.size());
            producer.send(new ProducerRecord<>(topic, review.key(), review.value()), (metadata, failure) -> {
                if (failure == null) {
                    synchronized (acknowledged) {
                        acknowledged.set(number);
                    }
                }
            });
            published = number + 1;
            due += Duration.ofSeconds(1).toNanos() / rate;
            while (!ending && rate == perSecond && System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
        }
    }
}
