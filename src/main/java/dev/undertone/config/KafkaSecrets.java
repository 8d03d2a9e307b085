// SPDX-License-Identifier: Apache-2.0
package dev.undertone.config;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.streams.StreamsConfig;

/** Which of the keys for Kafka and its plug-ins hold secrets. */
final class KafkaSecrets {
    /** What Kafka itself never prints. */
    private static final Set<String> PASSWORDS = new HashSet<>();

    /** Kafka takes any key for its plug-ins, and knows nothing of these. */
    private static final Pattern NAMED_LIKE_A_SECRET =
            Pattern.compile("password|passphrase|passwd|secret|jaas|private.?key|(key|token|credentials|user\\.info)$");

    private static final Set<String> OTHERS = new HashSet<>();

    static {
        List.of(
                        StreamsConfig.configDef(),
                        ConsumerConfig.configDef(),
                        ProducerConfig.configDef(),
                        AdminClientConfig.configDef())
                .forEach(definition -> definition
                        .configKeys()
                        .forEach((name, key) -> (key.type == ConfigDef.Type.PASSWORD ? PASSWORDS : OTHERS).add(name)));
    }

    private KafkaSecrets() {}

    /**
     * Whether a key is one of them, also behind a prefix such as {@code producer.}.
     *
     * @param key without our own prefix
     */
    static boolean include(String key) {
        String lower = key.toLowerCase(Locale.ROOT);
        if (isOneOf(PASSWORDS, lower)) {
            return true;
        }
        return !isOneOf(OTHERS, lower) && NAMED_LIKE_A_SECRET.matcher(lower).find();
    }

    private static boolean isOneOf(Set<String> names, String key) {
        return names.contains(key) || names.stream().anyMatch(name -> key.endsWith("." + name));
    }
}
