// SPDX-License-Identifier: Apache-2.0
package dev.undertone.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the committed outcomes of a run, in all partitions from their beginning. Confined to one thread. */
final class OutcomeReader implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;

    OutcomeReader(Map<String, Object> clientProperties, List<String> topics, int partitions) {
        Map<String, Object> properties = new java.util.HashMap<>(clientProperties);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 10_000);
        consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> all = new ArrayList<>();
        for (String topic : topics) {
            for (int partition = 0; partition < partitions; partition++) {
                all.add(new TopicPartition(topic, partition));
            }
        }
        consumer.assign(all);
    }

    /** Waits for outcomes, hands each over, and returns how many came. */
    int read(Duration patience, Consumer<ConsumerRecord<byte[], byte[]>> each) {
        var records = consumer.poll(patience);
        records.forEach(each);
        return records.count();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
