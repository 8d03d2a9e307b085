// SPDX-License-Identifier: Apache-2.0
package dev.undertone.it;

import static dev.undertone.testing.Records.header;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.undertone.testing.Deployment;
import dev.undertone.testing.EventCase;
import dev.undertone.testing.TestBroker;
import dev.undertone.testing.WatchedService;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events as people have them, all through one service on a real broker, by the table of what must become of each. */
class EventCasesIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    @Test
    void shouldScoreOrRejectEveryEventAsTheTableSays() throws Exception {
        check(Map.of(), file -> true);
    }

    @Test
    void shouldScoreByTheSettingsOfTheTableWhatNeedsSome() throws Exception {
        // Given: envelopes, frames, an array and tweets.
        Predicate<String> wanted = file -> file.matches("k(01|02|03|03b|10|20)-.*");
        Set<Map<String, String>> settings = new LinkedHashSet<>();
        EventCase.all().stream()
                .filter(given -> wanted.test(given.file()) && !given.settings().isEmpty())
                .forEach(given -> settings.add(given.settings()));

        // Then
        assertThat(settings).hasSizeGreaterThan(6);
        for (Map<String, String> given : settings) {
            check(given, wanted);
        }
    }

    /** Sends the events that the table has with these settings through a service that has them. */
    private void check(Map<String, String> settings, Predicate<String> wanted) throws Exception {
        // Given
        Map<String, EventCase> cases = new TreeMap<>();
        EventCase.all().stream()
                .filter(given -> given.settings().equals(settings) && wanted.test(given.file()))
                .forEach(given -> cases.put(given.file(), given));
        int scores = (int) cases.values().stream()
                .filter(given -> given.outcome().equals("SCORED"))
                .count();
        Map<String, String> outcomes = new TreeMap<>();
        String[] written = settings.entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new);
        try (Deployment deployment = new Deployment(written)) {
            deployment.createOutputs();
            try (WatchedService service = WatchedService.start(deployment, folder)) {
                // When
                publish(deployment.input, cases);
                for (ConsumerRecord<byte[], byte[]> record : Deployment.read(deployment.output, scores)) {
                    String id = JSON.readTree(record.value()).get("id").asText();
                    outcomes.put(key(record), "SCORED " + (id.startsWith(deployment.input) ? "-" : shown(id)));
                }
                for (ConsumerRecord<byte[], byte[]> record :
                        Deployment.read(deployment.deadLetters, cases.size() - scores)) {
                    assertThat(record.value()).isEqualTo(cases.get(key(record)).value());
                    outcomes.put(
                            key(record),
                            header(record, "undertone.reason") + " " + header(record, "__streams.errors.message"));
                }
                assertThat(service.get("/health/ready")).isEqualTo("UP\n");
            }
        }

        // Then
        Map<String, String> expected = new TreeMap<>();
        cases.forEach((file, given) -> expected.put(file, given.outcome() + " " + given.detail()));
        assertThat(outcomes).isEqualTo(expected);
    }

    private static void publish(String topic, Map<String, EventCase> cases) {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", TestBroker.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            cases.forEach((file, given) -> producer.send(new ProducerRecord<>(topic, file, given.value())));
            producer.flush();
        }
    }

    /** Half a surrogate pair as the table has it. */
    private static String shown(String id) {
        return id.replace("\ud83d", "\\ud83d");
    }

    private static String key(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.key(), StandardCharsets.UTF_8);
    }
}
