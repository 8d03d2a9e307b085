// SPDX-License-Identifier: Apache-2.0
package dev.undertone.crash.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads the outcomes as they become visible to readers of committed records, and notes how old their reviews are then.
 * A review is late from three seconds on.
 */
final class Lateness implements AutoCloseable {
    private static final long LATE_MILLIS = 3_000;
    /** A partition that outcomes come to all the time, and of which none was seen for so long, is held up. */
    private static final long HELD_UP_MILLIS = 2_000;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;
    private final Thread thread;
    private final List<Late> seen = new ArrayList<>();
    private final Map<TopicPartition, Long> lastSeenAt = new HashMap<>();
    private volatile boolean ending;
    private volatile int count;

    /** A late review: when it was seen, and how old it was; in ms. */
    private record Late(long at, long age) {}

    /** How late reviews came after an event, and for how long. */
    record Recovery(Duration oldest, Duration settled) {}

    private Lateness(String bootstrapServers, List<String> topics) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.GROUP_ID_CONFIG,
                        "lateness",
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        // It must not be what is slow to come back.
                        ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        3_000,
                        ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                        200L,
                        ConsumerConfig.METADATA_MAX_AGE_CONFIG,
                        1_000),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        partitions = topics.stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        thread = new Thread(this::read, "lateness");
    }

    static Lateness start(String bootstrapServers, List<String> topics) {
        Lateness lateness = new Lateness(bootstrapServers, topics);
        lateness.thread.start();
        return lateness;
    }

    /** Of what was seen from {@code from} to before {@code to}, in ms since 1970. */
    synchronized Recovery between(long from, long to) {
        long oldest = 0;
        long last = from;
        for (Late late : seen) {
            if (late.at() >= from && late.at() < to) {
                oldest = Math.max(oldest, late.age());
                last = Math.max(last, late.at());
            }
        }
        return new Recovery(Duration.ofMillis(oldest), Duration.ofMillis(last - from));
    }

    /**
     * Whether outcomes come to every partition of the topic, and none of the last so many ms was late.
     *
     * @param topic that outcomes come to all the time: who sees none of them knows nothing of how late they are
     */
    synchronized boolean isCalm(String topic, long millis) {
        long now = System.currentTimeMillis();
        boolean flows = partitions.stream()
                .filter(partition -> partition.topic().equals(topic))
                .allMatch(partition -> now - lastSeenAt.getOrDefault(partition, 0L) < HELD_UP_MILLIS);
        return flows && (seen.isEmpty() || now - seen.get(seen.size() - 1).at() > millis);
    }

    /** How many outcomes it has seen. */
    int count() {
        return count;
    }

    @Override
    public void close() {
        ending = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        consumer.close();
    }

    private void read() {
        while (!ending) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                note(record);
            }
        }
    }

    private synchronized void note(ConsumerRecord<byte[], byte[]> record) {
        long now = System.currentTimeMillis();
        count++;
        lastSeenAt.put(new TopicPartition(record.topic(), record.partition()), now);
        if (now - record.timestamp() > LATE_MILLIS) {
            seen.add(new Late(now, now - record.timestamp()));
        }
    }
}
