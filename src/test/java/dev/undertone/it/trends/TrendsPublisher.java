// SPDX-License-Identifier: Apache-2.0
package dev.undertone.it.trends;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Publishes scored events of twelve hours at a steady pace: some out of order, some long after their window
 * has closed, some without a product, and products whose reviews turn bad for an hour.
 */
final class TrendsPublisher implements AutoCloseable {
    /** Lately, as the broker deletes what is old by its time. */
    private static final Instant BEGIN =
            Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(14));

    static final Duration GRACE = Duration.ofMinutes(10);

    private static final int PRODUCTS = 500;

    private final KafkaProducer<byte[], byte[]> producer;
    private final Thread thread;
    private volatile int published;
    private volatile boolean ending;

    private TrendsPublisher(
            String bootstrapServers, String topic, int events, int perSecond, Duration span, long seed) {
        producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.LINGER_MS_CONFIG,
                        5,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        Integer.MAX_VALUE),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        thread = new Thread(() -> publish(topic, events, perSecond, span, new Random(seed)), "trends-publisher");
    }

    static TrendsPublisher start(
            String bootstrapServers, String topic, int events, int perSecond, Duration span, long seed) {
        TrendsPublisher publisher = new TrendsPublisher(bootstrapServers, topic, events, perSecond, span, seed);
        publisher.thread.start();
        return publisher;
    }

    /** Publishes to every partition what comes an hour after all the rest, so that its windows close. */
    void publishLater(String topic, int round) {
        long time = BEGIN.plus(Duration.ofHours(13)).toEpochMilli() + round * 1000L;
        for (int partition = 0; partition < producer.partitionsFor(topic).size(); partition++) {
            for (int i = 0; i < 60; i++) {
                String value = "{\"id\":\"later\",\"label\":\"neutral\",\"score\":0,\"review\":{\"productId\":\"later-"
                        + i + "\"}}";
                producer.send(
                        new ProducerRecord<>(topic, partition, time, null, value.getBytes(StandardCharsets.UTF_8)));
            }
        }
        producer.flush();
    }

    int published() {
        return published;
    }

    /** Waits until all are published. */
    void finish() throws InterruptedException {
        thread.join();
        producer.flush();
    }

    @Override
    public void close() {
        ending = true;
        producer.close(Duration.ZERO);
    }

    private void publish(String topic, int events, int perSecond, Duration span, Random random) {
        long start = System.nanoTime();
        for (int i = 0; i < events && !ending; i++) {
            long time = BEGIN.toEpochMilli() + span.toMillis() * i / events;
            int kind = random.nextInt(100);
            long back = kind < 20
                    ? random.nextInt(5 * 60_000)
                    : kind < 22 ? 3_600_000 + random.nextInt(3 * 3_600_000) : random.nextInt(1000);
            long at = Math.max(0, time - back);
            producer.send(new ProducerRecord<>(topic, null, at, key(random), event(i, at, random)));
            published = i + 1;
            long due = start + (i + 1L) * 1_000_000_000L / perSecond;
            while (!ending && System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
        }
    }

    /** Of the review, which has nothing to do with its product. */
    private static byte[] key(Random random) {
        return ("customer-" + random.nextInt(10_000)).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] event(int number, long time, Random random) {
        // Few products have many reviews.
        int product = (int) (PRODUCTS * Math.pow(random.nextDouble(), 2));
        long hour = (time - BEGIN.toEpochMilli()) / 3_600_000;
        double mean = (product + hour) % 7 == 0 ? -0.5 : 0.3;
        double score = Math.max(-1, Math.min(1, mean + random.nextGaussian() * 0.3));
        String label = score > 0.1 ? "positive" : score < -0.1 ? "negative" : "neutral";
        String review =
                random.nextInt(50) == 0 ? "" : ",\"review\":{\"rating\":3,\"productId\":\"product-" + product + "\"}";
        return String.format(
                        Locale.ROOT,
                        "{\"id\":\"r-%d\",\"label\":\"%s\",\"score\":%.6f,\"tokens\":7%s}",
                        number,
                        label,
                        score,
                        review)
                .getBytes(StandardCharsets.UTF_8);
    }
}
