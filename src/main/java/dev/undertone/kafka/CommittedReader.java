// SPDX-License-Identifier: Apache-2.0
package dev.undertone.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the committed records of topics, without a group: it takes nothing from anyone. Confined to one thread. */
public final class CommittedReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int PATIENCE_SECONDS = 30;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private Map<TopicPartition, Long> ends;

    private CommittedReader(KafkaConsumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    /**
     * Opens the topics at their beginning or their end.
     *
     * @throws BrokerUnavailableException if no broker answers, or a topic is missing
     */
    public static CommittedReader open(
            Map<String, Object> clientProperties, List<String> topics, boolean fromBeginning) {
        List<TopicPartition> partitions = new ArrayList<>();
        RequiredAcl[] rights = topics.stream().map(RequiredAcl::readTopic).toArray(RequiredAcl[]::new);
        try (Cluster cluster = Cluster.connect(clientProperties, rights)) {
            for (String topic : topics) {
                List<TopicPartition> ofTopic = cluster.partitions(topic);
                if (ofTopic.isEmpty()) {
                    throw new BrokerUnavailableException(
                            "there is no topic " + topic + " at "
                                    + clientProperties.get(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG)
                                    + "; 'undertone run' creates it when it starts",
                            null);
                }
                partitions.addAll(ofTopic);
            }
        }
        Map<String, Object> properties = new HashMap<>();
        clientProperties.forEach((key, value) -> {
            if (ConsumerConfig.configNames().contains(key)) {
                properties.put(key, value);
            }
        });
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.assign(partitions);
        CommittedReader reader = new CommittedReader(consumer);
        reader.ends = consumer.endOffsets(partitions);
        if (fromBeginning) {
            consumer.seekToBeginning(partitions);
        } else {
            reader.ends.forEach(consumer::seek);
        }
        return reader;
    }

    /** What has come since, in order within each partition; empty where nothing came for a moment. */
    public List<ConsumerRecord<byte[], byte[]>> poll() {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        List<ConsumerRecord<byte[], byte[]>> list = new ArrayList<>(records.count());
        records.forEach(list::add);
        return list;
    }

    /**
     * The next of the records that were committed when the reader was opened, in order within each partition; empty
     * after the last.
     *
     * @throws BrokerUnavailableException if none comes for {@value #PATIENCE_SECONDS} seconds although there are more
     */
    public List<ConsumerRecord<byte[], byte[]>> pollUntilEnd() {
        long deadline = System.nanoTime() + Duration.ofSeconds(PATIENCE_SECONDS).toNanos();
        while (!hasCaughtUp()) {
            List<ConsumerRecord<byte[], byte[]>> records = poll();
            // A partition that was read to its end goes on while others are not.
            records.removeIf(
                    record -> record.offset() >= ends.get(new TopicPartition(record.topic(), record.partition())));
            if (!records.isEmpty()) {
                return records;
            }
            if (System.nanoTime() > deadline) {
                throw new BrokerUnavailableException(
                        "no record came for " + PATIENCE_SECONDS
                                + " s although there are more; check that all brokers of the cluster are up",
                        null);
            }
        }
        return List.of();
    }

    /** The record at an offset, if there is a committed one; the reader stands behind it afterwards. */
    public Optional<ConsumerRecord<byte[], byte[]>> recordAt(TopicPartition partition, long offset) {
        Long end = ends.get(partition);
        if (end == null
                || offset >= end
                || offset < consumer.beginningOffsets(List.of(partition)).get(partition)) {
            return Optional.empty();
        }
        consumer.assign(List.of(partition));
        consumer.seek(partition, offset);
        ends = Map.of(partition, end);
        // Where the offset holds the mark of a transaction, what comes first is a later record, or nothing.
        return pollUntilEnd().stream().findFirst().filter(record -> record.offset() == offset);
    }

    /**
     * How many offsets the reader has to pass until it has caught up: the records, and the marks of transactions
     * between them.
     */
    public long offsetsUntilEnd() {
        return ends.entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - consumer.position(end.getKey())))
                .sum();
    }

    /** Whether everything was read that was committed when the reader was opened. */
    public boolean hasCaughtUp() {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    @Override
    public void close() {
        consumer.close();
    }
}
