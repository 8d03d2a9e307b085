// SPDX-License-Identifier: Apache-2.0
package dev.undertone.soak;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Publishes now little, now steadily, now more at once than the scorers can take. Whoever calls {@link #tick} sets the
 * pace; for one thread at a time.
 */
final class MixedLoad implements AutoCloseable {
    /** The header with a record's number, which poison has no other place for. */
    static final String NUMBER = "soak.number";

    private static final double QUIET_PER_SECOND = 5;
    private static final double STEADY_PER_SECOND = 100;
    private static final int BURST = 1500;
    private static final double LEAST_QUIET_SECONDS = 5;
    private static final double LEAST_STEADY_SECONDS = 10;
    private static final double VARIATION_SECONDS = 15;

    /** What is due after a pause of the whole machine is not made up for. */
    private static final double LONGEST_TICK_SECONDS = 1;

    private final String topic;
    private final MixedReviews reviews;
    private final Random random;
    private final CompletableFuture<Void> trouble;
    private final KafkaProducer<byte[], byte[]> producer;
    /** What comes next; the shortest load has a burst too. */
    private final List<Phase> ahead = new ArrayList<>(List.of(Phase.BURST));

    private double perSecond;
    private double phaseSeconds;
    private double due;
    private long last = System.nanoTime();
    private int published;
    private int bursts;

    private enum Phase {
        QUIET,
        STEADY,
        BURST
    }

    /** @param trouble fails if the broker does not take a record */
    MixedLoad(
            String bootstrapServers,
            String topic,
            MixedReviews reviews,
            Random random,
            CompletableFuture<Void> trouble) {
        this.topic = topic;
        this.reviews = reviews;
        this.random = random;
        this.trouble = trouble;
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                        true,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        Integer.MAX_VALUE),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Publishes what is due since the last call. */
    void tick() {
        long now = System.nanoTime();
        double seconds = Math.min(LONGEST_TICK_SECONDS, (now - last) / 1e9);
        last = now;
        phaseSeconds -= seconds;
        if (phaseSeconds <= 0) {
            enter(next());
        }
        for (due += perSecond * seconds; due >= 1; due--) {
            publish();
        }
    }

    /** Waits until the broker has all, and returns how many. */
    int end() {
        producer.flush();
        return published;
    }

    int bursts() {
        return bursts;
    }

    @Override
    public void close() {
        producer.close();
    }

    private Phase next() {
        if (ahead.isEmpty()) {
            ahead.addAll(List.of(Phase.values()));
            Collections.shuffle(ahead, random);
        }
        return ahead.remove(0);
    }

    private void enter(Phase phase) {
        switch (phase) {
            case QUIET -> last(LEAST_QUIET_SECONDS + VARIATION_SECONDS * random.nextDouble(), QUIET_PER_SECOND);
            case STEADY -> last(LEAST_STEADY_SECONDS + VARIATION_SECONDS * random.nextDouble(), STEADY_PER_SECOND);
            case BURST -> {
                due += BURST;
                bursts++;
            }
        }
    }

    private void last(double seconds, double rate) {
        phaseSeconds = seconds;
        perSecond = rate;
    }

    private void publish() {
        MixedReviews.Numbered review = reviews.review(published);
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, review.key(), review.value());
        record.headers().add(NUMBER, Integer.toString(published).getBytes(StandardCharsets.UTF_8));
        producer.send(record, (metadata, failure) -> {
            if (failure != null) {
                trouble.completeExceptionally(failure);
            }
        });
        published++;
    }
}
