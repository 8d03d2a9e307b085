// SPDX-License-Identifier: Apache-2.0
package dev.undertone.config;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.undertone.stream.StreamsProperties;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class KafkaSecretsTest {
    private static final List<ConfigDef> DEFINITIONS = List.of(
            StreamsConfig.configDef(),
            ConsumerConfig.configDef(),
            ProducerConfig.configDef(),
            AdminClientConfig.configDef());

    static List<String> passwords() {
        return keys(key -> key.type == ConfigDef.Type.PASSWORD).sorted().toList();
    }

    @ParameterizedTest
    @MethodSource("passwords")
    void shouldIncludeWhatKafkaHides(String key) {
        assertThat(Stream.of("", "producer.", "consumer.", "main.consumer.", "admin.")
                        .map(prefix -> "kafka." + prefix + key))
                .allMatch(ScorerConfig::isSecret);
    }

    @Test
    void shouldIncludeNothingElseThatKafkaKnows() {
        assertThat(keys(key -> key.type != ConfigDef.Type.PASSWORD)).noneMatch(KafkaSecrets::include);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "schema.registry.basic.auth.user.info",
                "config.providers.vault.param.token",
                "listener.name.secure.scram-sha-512.sasl.jaas.config",
                "interceptor.apiKey",
                "Some.PASSWORD",
                "aws.credentials"
            })
    void shouldIncludeWhatIsNamedLikeASecret(String key) {
        assertThat(KafkaSecrets.include(key)).isTrue();
    }

    @Test
    void shouldStayOutOfTheLogOfTheClientsConfiguration() {
        // Given
        Map<String, String> given = new HashMap<>();
        for (String key : passwords()) {
            for (String prefix : List.of("", "producer.", "consumer.", "admin.")) {
                given.put("kafka." + prefix + key, "hunter2");
            }
        }
        StreamsConfig streams = new StreamsConfig(
                StreamsProperties.of(ScorerConfig.of(Settings.gather(Map.of(), Optional.empty(), Map.of(), given))));

        // When
        String log = logged(() -> {
            Map<String, Object> consumer = new HashMap<>(streams.getMainConsumerConfigs("group", "client", 0));
            Map<String, Object> producer = new HashMap<>(streams.getProducerConfigs("client"));
            consumer.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
            consumer.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
            producer.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
            producer.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
            new StreamsConfig(streams.originals());
            new ConsumerConfig(consumer);
            new ProducerConfig(producer);
            new AdminClientConfig(streams.getAdminConfigs("client"));
        });

        // Then
        assertThat(log).contains("sasl.jaas.config = [hidden]").doesNotContain("hunter2");
    }

    private static Stream<String> keys(Predicate<ConfigDef.ConfigKey> wanted) {
        return DEFINITIONS.stream()
                .flatMap(definition -> definition.configKeys().values().stream())
                .filter(wanted)
                .map(key -> key.name)
                .distinct();
    }

    /** All that is logged meanwhile, at any level. */
    private static String logged(Runnable action) {
        Logger kafka = (Logger) LoggerFactory.getLogger("org.apache.kafka");
        Logger streamsConfig = (Logger) LoggerFactory.getLogger(StreamsConfig.class);
        Level kafkaLevel = kafka.getLevel();
        Level streamsLevel = streamsConfig.getLevel();
        ListAppender<ILoggingEvent> appender = new ListAppender<>();
        appender.start();
        kafka.addAppender(appender);
        kafka.setAdditive(false);
        kafka.setLevel(Level.TRACE);
        streamsConfig.setLevel(Level.TRACE);
        try {
            action.run();
        } finally {
            kafka.detachAppender(appender);
            kafka.setAdditive(true);
            kafka.setLevel(kafkaLevel);
            streamsConfig.setLevel(streamsLevel);
        }
        return appender.list.stream().map(ILoggingEvent::getFormattedMessage).collect(Collectors.joining("\n"));
    }
}
