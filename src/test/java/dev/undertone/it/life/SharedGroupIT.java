// SPDX-License-Identifier: Apache-2.0
package dev.undertone.it.life;

import static dev.undertone.testing.Records.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.testing.Deployment;
import dev.undertone.testing.Distribution;
import dev.undertone.testing.Ports;
import dev.undertone.testing.TestBroker;
import dev.undertone.testing.TinyModel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two instances of one application on one machine whose settings differ. */
@Tag("thorough")
@Timeout(300)
class SharedGroupIT {
    private static final int REVIEWS = 30;

    @TempDir
    private Path folder;

    @Test
    void shouldHaveEachScoreNameTheModelThatMadeIt() throws Exception {
        try (Deployment deployment = deployment().start();
                Distribution.Running other = startBeside(
                        deployment,
                        Map.of(
                                "model.path",
                                TinyModel.writeContraryTo(folder.resolve("contrary"), "2")
                                        .toString()))) {
            // When
            publish(deployment);

            // Then
            List<String> scores = values(Deployment.read(deployment.output, REVIEWS));
            assertThat(scores).hasSize(REVIEWS);
            assertThat(scores)
                    .filteredOn(score -> score.contains("\"version\":\"1\""))
                    .isNotEmpty()
                    .allMatch(score -> score.contains("\"label\":\"positive\""));
            assertThat(scores)
                    .filteredOn(score -> score.contains("\"version\":\"2\""))
                    .isNotEmpty()
                    .allMatch(score -> score.contains("\"label\":\"negative\""));
            assertThat(other.terminate()).isZero();
        }
    }

    @Test
    void shouldWriteEachScoreOnceToTheOutputOfWhoeverMadeIt() throws Exception {
        try (Deployment deployment = deployment().start();
                Distribution.Running other =
                        startBeside(deployment, Map.of("output.topic", deployment.output + "-2"))) {
            // When
            publish(deployment);

            // Then
            Awaitility.await("all scores").atMost(Duration.ofSeconds(60)).until(() -> committed(deployment) >= REVIEWS);
            List<String> first = values(Deployment.read(deployment.output, 1));
            List<String> second = values(Deployment.read(deployment.output + "-2", 1));
            assertThat(Stream.concat(first.stream(), second.stream()).map(SharedGroupIT::id))
                    .hasSize(REVIEWS)
                    .doesNotHaveDuplicates();
            assertThat(other.terminate()).isZero();
        }
    }

    @Test
    void shouldScoreOnceUnderTwoGuaranteesWhereNothingFails() throws Exception {
        try (Deployment deployment =
                        deployment("processing.guarantee=exactly_once_v2").start();
                Distribution.Running other = startBeside(deployment, Map.of("processing.guarantee", "at_least_once"))) {
            // When
            publish(deployment);

            // Then
            assertThat(values(Deployment.read(deployment.output, REVIEWS)))
                    .hasSize(REVIEWS)
                    .doesNotHaveDuplicates();
            assertThat(other.terminate()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "streams"})
    void shouldNotStartOnAnotherInputThanTheOthersRead(String groupProtocol) throws Exception {
        try (Deployment deployment =
                deployment("kafka.group.protocol=" + groupProtocol).start()) {
            String otherInput = deployment.input + "-2";
            TestBroker.createTopic(otherInput, Deployment.PARTITIONS);
            publish(deployment);
            Deployment.read(deployment.output, REVIEWS);

            // When
            Distribution.Result run = Distribution.run(arguments(deployment, Map.of("input.topic", otherInput)));

            // Then
            String group = deployment.settings().get("application.id");
            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err())
                    .contains("undertone: other instances of " + group + " read " + deployment.input + ", not "
                            + otherInput + "; stop them first, or set application.id to a name of its own");
            Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(deployment::assertAlive);
        }
    }

    @Test
    void shouldNameThePortThatAnotherInstanceHas() {
        // Given
        String port = Integer.toString(Ports.free());
        try (Deployment deployment = deployment("http.port=" + port).start()) {
            // When
            Distribution.Result run = Distribution.run(arguments(deployment, Map.of()));

            // Then
            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err())
                    .contains("cannot serve HTTP at 127.0.0.1:" + port)
                    .contains("set another http.port");
        }
    }

    private static Distribution.Running startBeside(Deployment deployment, Map<String, String> different) {
        Distribution.Running other = launch(deployment, different);
        Awaitility.await("the other instance's start")
                .atMost(Duration.ofSeconds(60))
                .failFast("it ended", () -> !other.process().isAlive())
                .until(() -> other.err().contains("Ready"));
        awaitShared(deployment);
        return other;
    }

    private static Distribution.Running launch(Deployment deployment, Map<String, String> different) {
        return Distribution.start(arguments(deployment, different));
    }

    private static String[] arguments(Deployment deployment, Map<String, String> different) {
        Map<String, String> settings = new TreeMap<>(deployment.settings());
        settings.putAll(different);
        List<String> arguments = new ArrayList<>(List.of("run"));
        settings.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
        return arguments.toArray(String[]::new);
    }

    /** Waits until both have partitions. */
    private static void awaitShared(Deployment deployment) {
        Awaitility.await("partitions for both")
                .atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> {
                    try (Admin admin = TestBroker.admin()) {
                        String group = deployment.settings().get("application.id");
                        return admin
                                        .describeConsumerGroups(List.of(group))
                                        .describedGroups()
                                        .get(group)
                                        .get()
                                        .members()
                                        .stream()
                                        .filter(member -> !member.assignment()
                                                .topicPartitions()
                                                .isEmpty())
                                        .count()
                                == 2;
                    }
                });
    }

    private static void publish(Deployment deployment) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < REVIEWS; i++) {
            records.add(new ProducerRecord<>(
                    deployment.input,
                    i % Deployment.PARTITIONS,
                    null,
                    bytes("{\"id\":\"r" + i + "\",\"text\":\"good\"}")));
        }
        Deployment.send(records);
    }

    private static long committed(Deployment deployment) throws Exception {
        // The marks of transactions are no records of this topic.
        return deployment.committedOffsets().values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private static List<String> values(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream()
                .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                .toList();
    }

    private static String id(String score) {
        return score.split("\"")[3];
    }

    private Deployment deployment(String... settings) {
        List<String> all = new ArrayList<>(List.of("model.path=" + TinyModel.writeTo(folder.resolve("model"))));
        all.addAll(List.of(settings));
        return new Deployment(all.toArray(String[]::new));
    }
}
