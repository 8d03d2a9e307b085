// SPDX-License-Identifier: Apache-2.0
package dev.undertone.kafka;

import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * What the producer makes of a record, whatever the topic says.
 *
 * @param compression the codec, as Kafka names it
 * @param maxBytes of a record before it is compressed
 */
public record ProducerLimits(String compression, long maxBytes) {
    public ProducerLimits {
        Objects.requireNonNull(compression, "compression");
    }

    /** @param properties that Kafka Streams is started with */
    public static ProducerLimits of(Map<String, Object> properties) {
        Map<String, Object> producer = new StreamsConfig(properties).getProducerConfigs("limits");
        return new ProducerLimits(
                producer.getOrDefault(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none")
                        .toString(),
                Math.min(
                        number(producer, ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
                        number(producer, ProducerConfig.BUFFER_MEMORY_CONFIG)));
    }

    private static long number(Map<String, Object> producer, String key) {
        Object value = producer.getOrDefault(
                key, ProducerConfig.configDef().defaultValues().get(key));
        return Long.parseLong(value.toString());
    }
}
