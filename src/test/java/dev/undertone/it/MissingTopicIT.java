// SPDX-License-Identifier: Apache-2.0
package dev.undertone.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.testing.Deployment;
import dev.undertone.testing.TestBroker;
import dev.undertone.testing.TinyModel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What becomes of a scorer whose input topic is gone: a broker that has just started says so of topics which it
 * has, too.
 */
@Tag("thorough")
@Timeout(300)
class MissingTopicIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"classic", "streams"})
    void shouldGoOnWhereItsInputTopicComesBack(String groupProtocol) throws Exception {
        try (Deployment deployment = new Deployment(
                "model.path=" + TinyModel.writeTo(folder),
                "kafka.group.protocol=" + groupProtocol,
                "kafka.session.timeout.ms=6000",
                "kafka.metadata.max.age.ms=500")) {
            deployment.start();

            // When
            delete(deployment.input);
            Awaitility.await("the page that says so")
                    .atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(deployment.get("/health/ready")).isNotEqualTo("UP\n"));
            assertThat(deployment.get("/health/live"))
                    .as(deployment.scorer().err())
                    .isEqualTo("UP\n");
            TestBroker.createTopic(deployment.input, Deployment.PARTITIONS);

            // Then
            Awaitility.await("readiness")
                    .atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(deployment.get("/health/ready")).isEqualTo("UP\n"));
            deployment.publish(List.of("{\"text\":\"good\"}".getBytes(StandardCharsets.UTF_8)));
            assertThat(Deployment.read(deployment.output, 1)).hasSize(1);
            assertThat(deployment.scorer().terminate()).isZero();
        }
    }

    @Test
    void shouldEndWhereItsInputTopicStaysAwayAndNameIt() throws Exception {
        try (Deployment deployment = new Deployment(
                "model.path=" + TinyModel.writeTo(folder),
                "kafka.metadata.max.age.ms=500",
                "kafka.task.timeout.ms=4000")) {
            deployment.start();

            // When
            delete(deployment.input);

            // Then
            Process process = deployment.scorer().process();
            assertThat(process.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(1);
            assertThat(deployment.scorer().err().lines().filter(line -> line.startsWith("undertone: ")))
                    .containsExactly("undertone: the scorer stopped, nothing in flight was committed: the topic "
                            + deployment.input + " no longer exists");
        }
    }

    private static void delete(String topic) throws Exception {
        try (Admin admin = TestBroker.admin()) {
            admin.deleteTopics(List.of(topic)).all().get();
        }
    }
}
