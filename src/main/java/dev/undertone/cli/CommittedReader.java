// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli;

import dev.undertone.broker.BrokerUnavailableException;
import dev.undertone.broker.Cluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the committed records of topics, without a group: it takes nothing from anyone. Confined to one thread. */
final class CommittedReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

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
    static CommittedReader open(Map<String, Object> clientProperties, List<String> topics, boolean fromBeginning) {
        List<TopicPartition> partitions = new ArrayList<>();
        try (Cluster cluster = Cluster.connect(clientProperties)) {
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
    List<ConsumerRecord<byte[], byte[]>> poll() {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        List<ConsumerRecord<byte[], byte[]>> list = new ArrayList<>(records.count());
        records.forEach(list::add);
        return list;
    }

    /** Whether everything was read that was committed when the reader was opened. */
    boolean hasCaughtUp() {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    @Override
    public void close() {
        consumer.close();
    }
}
