// SPDX-License-Identifier: Apache-2.0
package dev.undertone.stream.intake;

import dev.undertone.event.ValueDecoder;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A consumer that hands a record on only when it can be read without waiting. While the schema of one is not known, as
 * the registry is being asked or does not answer, or the topic for its scores is not there, its partition stands still:
 * nothing behind it is handed on, nothing fails, the consumer stays in its group and other partitions go on. A stream
 * thread that waited inside the record would lose its partitions, and one that failed would read them again for ever.
 *
 * <p>Confined to one stream thread, as every consumer.
 */
public final class HoldingConsumer extends KafkaConsumer<byte[], byte[]> {
    private final Held held;

    /**
     * A consumer for a stream thread.
     *
     * @param decoder says which records can be read
     * @param topics says which topics
     */
    public HoldingConsumer(Map<String, Object> config, ValueDecoder decoder, Predicate<String> topics) {
        super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.held = new Held(decoder, topics);
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        if (!held.isEmpty()) {
            List<TopicPartition> released = held.release(assignment());
            super.resume(released);
        }
        ConsumerRecords<byte[], byte[]> records = super.poll(timeout);
        ConsumerRecords<byte[], byte[]> readable = held.sift(records);
        if (readable != records) {
            held.offsets().forEach((partition, offset) -> {
                seek(partition, offset);
                super.pause(List.of(partition));
            });
        }
        return readable;
    }

    @Override
    public void pause(Collection<TopicPartition> partitions) {
        held.paused(partitions);
        super.pause(partitions);
    }

    @Override
    public void resume(Collection<TopicPartition> partitions) {
        super.resume(held.resumable(partitions));
    }
}
