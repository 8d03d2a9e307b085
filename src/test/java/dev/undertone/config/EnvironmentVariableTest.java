// SPDX-License-Identifier: Apache-2.0
package dev.undertone.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentVariableTest {
    @ParameterizedTest
    @CsvSource({
        "UNDERTONE_BATCH_MAX_SIZE, batch.max.size",
        "UNDERTONE_KAFKA_SASL_JAAS_CONFIG, kafka.sasl.jaas.config",
        "UNDERTONE_KAFKA_RACK_AWARE_ASSIGNMENT_TRAFFIC__COST, kafka.rack.aware.assignment.traffic_cost",
        "UNDERTONE_KAFKA_CLIENT_TAG_DATA___CENTRE, kafka.client.tag.data-centre"
    })
    void shouldNameAKey(String variable, String key) {
        assertThat(EnvironmentVariable.key(variable)).contains(key);
        assertThat(EnvironmentVariable.name(key)).contains(variable);
    }

    @Test
    void shouldNameEveryKeyOfKafka() {
        // Given
        Set<String> keys = new HashSet<>();
        List.of(
                        StreamsConfig.configDef().names(),
                        ConsumerConfig.configNames(),
                        ProducerConfig.configNames(),
                        AdminClientConfig.configNames())
                .forEach(keys::addAll);

        // Then
        assertThat(keys)
                .allSatisfy(key -> assertThat(EnvironmentVariable.name("kafka." + key))
                        .hasValueSatisfying(name ->
                                assertThat(EnvironmentVariable.key(name)).contains("kafka." + key)));
    }

    @Test
    void shouldHaveNoNameForAKeyWithCapitals() {
        assertThat(EnvironmentVariable.name("kafka.client.tag.Zone")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PATH", "UNDERTONE_HOME", "UNDERTONE_JAVA_OPTIONS", "undertone_threads"})
    void shouldLeaveOtherVariablesAlone(String variable) {
        assertThat(EnvironmentVariable.key(variable)).isEmpty();
    }
}
