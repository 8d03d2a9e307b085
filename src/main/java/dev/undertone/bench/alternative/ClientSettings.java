// SPDX-License-Identifier: Apache-2.0
package dev.undertone.bench.alternative;

import dev.undertone.config.ScorerConfig;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Settings of plain clients: Kafka's own defaults but for what at least once needs. The {@code kafka.} keys of the
 * configuration win, and among them those that begin with {@code consumer.} or {@code producer.}, as in Kafka Streams.
 */
final class ClientSettings {
    /** The default of Kafka's producer, which Kafka Streams raises to 100. */
    static final int LINGER_MS = 5;

    private ClientSettings() {}

    /** Of a consumer that is told when to commit. */
    static Map<String, Object> ofConsumer(ScorerConfig config) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        addGiven(config, "consumer.", ConsumerConfig.configNames(), settings);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, config.applicationId());
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        return settings;
    }

    static Map<String, Object> ofProducer(ScorerConfig config) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MS);
        addGiven(config, "producer.", ProducerConfig.configNames(), settings);
        return settings;
    }

    private static void addGiven(ScorerConfig config, String prefix, Set<String> known, Map<String, Object> settings) {
        Map<String, Object> given = config.clientProperties();
        given.forEach((key, value) -> {
            if (known.contains(key)) {
                settings.put(key, value);
            }
        });
        given.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                settings.put(key.substring(prefix.length()), value);
            }
        });
    }
}
