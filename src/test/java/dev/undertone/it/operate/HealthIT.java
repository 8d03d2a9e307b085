// SPDX-License-Identifier: Apache-2.0
package dev.undertone.it.operate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.testing.BrokerProcess;
import dev.undertone.testing.Deployment;
import dev.undertone.testing.Distribution;
import dev.undertone.testing.FaultyInterceptor;
import dev.undertone.testing.Ports;
import dev.undertone.testing.TestBroker;
import dev.undertone.testing.TinyModel;
import dev.undertone.testing.WatchedService;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What health, metrics and exit codes say when something goes wrong below the scorer. */
class HealthIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @Test
    void shouldBeUpWhileItScores() throws Exception {
        try (Deployment deployment = new Deployment("threads=2")) {
            deployment.createOutputs();
            try (WatchedService service = WatchedService.start(deployment, folder)) {
                // When
                deployment.publish(Collections.nCopies(100, review("good")));
                Deployment.read(deployment.output, 100);

                // Then
                assertThat(service.get("/health/live")).isEqualTo("UP\n");
                assertThat(service.get("/health/ready")).isEqualTo("UP\n");
                assertThat(service.get("/health/started")).isEqualTo("UP\n");
            }
        }
    }

    @Test
    void shouldNotBeLiveWhileAStreamThreadHangs() throws Exception {
        try (Deployment deployment =
                new Deployment("threads=2", "kafka.max.poll.interval.ms=6000", FaultyInterceptor.SETTING)) {
            deployment.createOutputs();
            try (WatchedService service = WatchedService.start(deployment, folder)) {
                // Given
                CountDownLatch release = new CountDownLatch(1);
                FaultyInterceptor.next(() -> awaitUninterruptibly(release));

                // When
                deployment.publish(List.of(review("good")));

                // Then
                Awaitility.await("the page that says so")
                        .atMost(SOON)
                        .untilAsserted(
                                () -> assertThat(service.get("/health/live"))
                                        .matches(
                                                "DOWN: a stream thread hangs: it has not polled for \\d+ s, and may take 6 s\n"));
                assertThat(service.get("/health/ready")).startsWith("DOWN: a stream thread hangs");
                assertThat(service.get("/metrics").lines())
                        .contains("undertone_health{probe=\"live\"} 0.0", "undertone_health{probe=\"ready\"} 0.0");

                // And when
                release.countDown();

                // Then
                Awaitility.await("the thread's return")
                        .atMost(SOON)
                        .untilAsserted(() -> assertThat(service.get("/health/live") + service.get("/health/ready"))
                                .isEqualTo("UP\nUP\n"));
                assertThat(Deployment.read(deployment.output, 1)).hasSize(1);
            }
        }
    }

    @Test
    void shouldEndWhereAStreamThreadDiesOfAnError() throws Exception {
        try (Deployment deployment = new Deployment("threads=2", FaultyInterceptor.SETTING)) {
            deployment.createOutputs();
            try (WatchedService service = WatchedService.start(deployment, folder)) {
                // Given
                FaultyInterceptor.next(() -> {
                    throw new LinkageError("a class does not fit");
                });

                // When
                deployment.publish(List.of(review("good")));

                // Then
                Optional<Throwable> failure = service.service().awaitEnd();
                assertThat(failure)
                        .get(InstanceOfAssertFactories.THROWABLE)
                        .hasStackTraceContaining("a class does not fit");
                assertThat(service.get("/health/live"))
                        .isEqualTo("DOWN: a failure has ended the scorer, its log says which\n");
                assertThat(service.get("/health/ready"))
                        .isEqualTo("DOWN: a failure has ended the scorer, its log says which\n");
                assertThat(service.get("/metrics").lines())
                        .contains("undertone_health{probe=\"live\"} 0.0", "undertone_health{probe=\"ready\"} 0.0");
                assertThat(deployment.committedOffsets().values())
                        .allSatisfy(offset -> assertThat(offset).isZero());
            }
        }
    }

    @Test
    void shouldEndAndNameTheTopicThatTakesNoLetterAtAll() throws Exception {
        try (Deployment deployment = new Deployment("model.path=" + TinyModel.writeTo(folder))) {
            // Given
            TestBroker.createTopic(deployment.deadLetters, Deployment.PARTITIONS, Map.of("max.message.bytes", "200"));
            deployment.start();

            // When
            deployment.publish(List.of("x".repeat(100_000).getBytes(StandardCharsets.UTF_8)));

            // Then
            Process process = deployment.scorer().process();
            assertThat(process.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(1);
            assertThat(deployment.scorer().err().lines().filter(line -> line.startsWith("undertone: ")))
                    .singleElement(InstanceOfAssertFactories.STRING)
                    .startsWith("undertone: the scorer stopped, nothing in flight was committed: ")
                    .contains(deployment.deadLetters, "does not take even the shortest dead letter");
            assertThat(deployment.committedOffsets().values())
                    .allSatisfy(offset -> assertThat(offset).isZero());
        }
    }

    @Test
    void shouldBeDownWhereTheDeadLetterTopicTakesNoLetter() throws Exception {
        try (Deployment deployment = new Deployment()) {
            // Given
            TestBroker.createTopic(deployment.output, Deployment.PARTITIONS);
            TestBroker.createTopic(deployment.deadLetters, Deployment.PARTITIONS, Map.of("max.message.bytes", "200"));
            try (WatchedService service = WatchedService.start(deployment, folder)) {
                // When
                deployment.publish(List.of("x".repeat(100_000).getBytes(StandardCharsets.UTF_8)));

                // Then
                assertThat(service.service().awaitEnd()).isPresent();
                assertThat(service.get("/health/live"))
                        .isEqualTo("DOWN: a failure has ended the scorer, its log says which\n");
                assertThat(service.get("/metrics").lines()).contains("undertone_health{probe=\"live\"} 0.0");
            }
        }
    }

    @Test
    void shouldBeReadyOnlyWhileTheBrokerIsThere() throws Exception {
        Path data = folder.resolve("broker");
        int port = Ports.free();
        try (Deployment deployment = new Deployment(
                "model.path=" + TinyModel.writeTo(folder.resolve("model")),
                "bootstrap.servers=127.0.0.1:" + port,
                "kafka.heartbeat.interval.ms=1000",
                "kafka.session.timeout.ms=10000")) {
            // Given
            try (BrokerProcess broker = BrokerProcess.start(data, port)) {
                deployment.start();
                assertThat(broker.bootstrapServers()).endsWith(":" + port);
                assertThat(deployment.get("/health/ready")).isEqualTo("UP\n");
                assertThat(deployment.get("/metrics").lines()).contains("undertone_health{probe=\"ready\"} 1.0");
            }

            // When the broker is gone
            // Then
            Awaitility.await("the page that says so")
                    .atMost(SOON)
                    .untilAsserted(() -> assertThat(deployment.get("/health/ready"))
                            .matches("DOWN: no broker answers: for \\d+ s no heartbeat could be sent\n"));
            assertThat(deployment.get("/health/live")).isEqualTo("UP\n");
            assertThat(deployment.get("/metrics").lines())
                    .contains("undertone_health{probe=\"ready\"} 0.0", "undertone_health{probe=\"live\"} 1.0");

            // And when
            try (BrokerProcess broker = BrokerProcess.start(data, port)) {
                // Then
                Awaitility.await("readiness")
                        .atMost(SOON)
                        .untilAsserted(() ->
                                assertThat(deployment.get("/health/ready")).isEqualTo("UP\n"));
                Distribution.Result published = Distribution.runWithInput(
                        "a good evening".getBytes(StandardCharsets.UTF_8),
                        "publish",
                        "-",
                        "--text",
                        "--topic",
                        deployment.input,
                        "--bootstrap-servers",
                        broker.bootstrapServers());
                assertThat(published.exitCode()).isZero();
                Awaitility.await("the score")
                        .atMost(SOON)
                        .untilAsserted(
                                () -> assertThat(deployment.get("/metrics").lines())
                                        .contains("undertone_reviews_scored_total{label=\"positive\"} 1.0"));
                assertThat(deployment.scorer().terminate()).isZero();
            }
        }
    }

    @Test
    void shouldNotBeReadyWhileTheBrokerIsFrozen() throws Exception {
        try (BrokerProcess broker = BrokerProcess.start(folder.resolve("broker"), Ports.free());
                Deployment deployment = new Deployment(
                        "model.path=" + TinyModel.writeTo(folder.resolve("model")),
                        "bootstrap.servers=" + broker.bootstrapServers(),
                        "kafka.heartbeat.interval.ms=1000")) {
            // Given
            deployment.start();

            // When
            broker.freeze();

            // Then
            Awaitility.await("the page that says so")
                    .atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(deployment.get("/health/ready")).startsWith("DOWN: no broker answers: "));
            assertThat(deployment.get("/health/live")).isEqualTo("UP\n");
        }
    }

    private static byte[] review(String text) {
        return ("{\"text\":\"" + text + "\"}").getBytes(StandardCharsets.UTF_8);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
