// SPDX-License-Identifier: Apache-2.0
package dev.undertone.stream.outcome;

import dev.undertone.event.ValueDecoder;
import dev.undertone.stream.intake.HoldingConsumer;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * The clients of Kafka Streams: its own, but for the producer, and for the consumer where records have to wait.
 *
 * @param topics is told what they refuse
 * @param decoder says which records can be read
 */
public record OutcomeClients(OutputTopics topics, ValueDecoder decoder) implements KafkaClientSupplier {
    @Override
    public Admin getAdmin(Map<String, Object> config) {
        return Admin.create(config);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return new OutcomeProducer(config, topics);
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        return decoder.waits() || topics.awaited().isAnyToCome()
                ? new HoldingConsumer(config, decoder, topics.awaited()::areThereFor)
                : new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
        return getConsumer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
        return getConsumer(config);
    }
}
