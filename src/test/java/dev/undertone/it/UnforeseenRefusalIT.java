// SPDX-License-Identifier: Apache-2.0
package dev.undertone.it;

import static dev.undertone.testing.Records.bytes;
import static dev.undertone.testing.Records.header;
import static dev.undertone.testing.Records.noise;
import static dev.undertone.testing.Records.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.testing.Deployment;
import dev.undertone.testing.TestBroker;
import dev.undertone.testing.TinyModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A topic refuses what its settings, as far as they were known, let pass. */
class UnforeseenRefusalIT {
    private static final byte[] GOOD = bytes("{\"id\":\"good\",\"text\":\"good good\"}");
    private static final int DAY_MS = 86_400_000;

    @TempDir
    private Path folder;

    /** The settings change, and the broker refuses before the scorer knows. */
    @ParameterizedTest
    @CsvSource({
        "exactly_once_v2, classic",
        "exactly_once_v2, streams",
        "at_least_once, classic",
        "at_least_once, streams"
    })
    void shouldDoABatchAgainWithoutTheRecordThatWasRefused(String guarantee, String protocol) throws Exception {
        try (Deployment deployment = new Deployment(
                        Map.of(),
                        "processing.guarantee=" + guarantee,
                        "kafka.group.protocol=" + protocol,
                        "output.fields=*",
                        "model.path=" + TinyModel.writeTo(folder))
                .withOutputs(Map.of(), Map.of())
                .start()) {
            // Given
            Deployment.send(new ProducerRecord<>(deployment.input, 0, null, GOOD));
            Deployment.read(deployment.output, 1);
            alter(deployment.output, "max.message.bytes", "20000");
            alter(deployment.deadLetters, "max.message.bytes", "30000");
            List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                boolean large = i % 100 == 50;
                byte[] value = bytes("{\"id\":\"" + i + "\",\"text\":\"good\""
                        + (large ? ",\"more\":\"" + text(noise(i, i == 150 ? 60_000 : 28_000)) + "\"" : "") + "}");
                records.add(new ProducerRecord<>(deployment.input, i % 3, bytes("k" + i), value));
            }

            // When
            Deployment.send(records);

            // Then
            List<ConsumerRecord<byte[], byte[]>> scored = readKeys(deployment.output, 298);
            List<ConsumerRecord<byte[], byte[]>> letters = readKeys(deployment.deadLetters, 3);
            assertThat(letters).extracting(letter -> text(letter.key())).contains("k50", "k150", "k250");
            assertThat(letters).allSatisfy(letter -> {
                assertThat(header(letter, "undertone.reason")).isEqualTo("REFUSED");
                assertThat(header(letter, "__streams.errors.message")).contains(deployment.output);
            });
            assertThat(scored)
                    .extracting(score -> text(score.key()))
                    .doesNotContain("k50", "k150", "k250")
                    .containsAll(IntStream.range(0, 300)
                            .filter(i -> i % 100 != 50)
                            .mapToObj(i -> "k" + i)
                            .toList());
            if (guarantee.equals("exactly_once_v2")) {
                assertThat(scored).hasSize(298);
                assertThat(letters).hasSize(3);
            }
            awaitReady(deployment);
            assertThat(deployment.scorer().err()).doesNotContain("thread failed");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"exactly_once_v2", "at_least_once"})
    void shouldSetAsideWhatAChangedTopicRefusesForKeyOrTime(String guarantee) throws Exception {
        try (Deployment deployment = new Deployment(
                        Map.of(),
                        "threads=2",
                        "processing.guarantee=" + guarantee,
                        "model.path=" + TinyModel.writeTo(folder))
                .withOutputs(Map.of(), Map.of())
                .start()) {
            // Given
            Deployment.send(new ProducerRecord<>(deployment.input, 0, bytes("first"), GOOD));
            Deployment.read(deployment.output, 1);
            for (String topic : List.of(deployment.output, deployment.deadLetters)) {
                alter(topic, "cleanup.policy", "compact");
                alter(topic, "message.timestamp.before.max.ms", "3600000");
            }
            List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
            long yesterday = System.currentTimeMillis() - DAY_MS;
            for (int i = 0; i < 90; i++) {
                Long time = i % 30 == 10 ? yesterday : null;
                byte[] key = i % 30 == 20 ? null : bytes("k" + i);
                records.add(new ProducerRecord<>(deployment.input, i % 3, time, key, GOOD));
            }

            // When
            Deployment.send(records);

            // Then
            List<ConsumerRecord<byte[], byte[]>> scored = readKeys(deployment.output, 85);
            List<ConsumerRecord<byte[], byte[]>> letters = readKeys(deployment.deadLetters, 6);
            assertThat(keys(scored))
                    .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                    Stream.of("first"),
                                    IntStream.range(0, 90)
                                            .filter(i -> i % 30 != 10 && i % 30 != 20)
                                            .mapToObj(i -> "k" + i))
                            .collect(Collectors.toSet()));
            assertThat(letters).allSatisfy(letter -> {
                assertThat(header(letter, "undertone.reason")).isEqualTo("REFUSED");
                assertThat(header(letter, "__streams.errors.message")).contains(deployment.output);
            });
            assertThat(keys(letters)).hasSize(6).contains("k10", "k40", "k70");
            if (guarantee.equals("exactly_once_v2")) {
                assertThat(scored).hasSize(85);
                assertThat(letters).hasSize(6);
            }
            awaitReady(deployment);
        }
    }

    /** Who does a batch again may join the group anew. */
    private static void awaitReady(Deployment deployment) {
        Awaitility.await("readiness").atMost(Duration.ofSeconds(60)).untilAsserted(deployment::assertAlive);
    }

    private static List<ConsumerRecord<byte[], byte[]>> readKeys(String topic, int count) {
        return Deployment.readUntil(
                topic, count + " keys", records -> keys(records).size() >= count);
    }

    private static Set<String> keys(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream().map(record -> text(record.key())).collect(Collectors.toSet());
    }

    private static void alter(String topic, String key, String value) throws Exception {
        try (Admin admin = TestBroker.admin()) {
            Collection<AlterConfigOp> change =
                    List.of(new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET));
            admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), change))
                    .all()
                    .get();
        }
    }
}
