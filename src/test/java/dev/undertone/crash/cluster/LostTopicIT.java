// SPDX-License-Identifier: Apache-2.0
package dev.undertone.crash.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.testing.Distribution;
import dev.undertone.testing.Folders;
import dev.undertone.testing.Ports;
import dev.undertone.testing.TinyModel;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What becomes of a scorer whose output topic is deleted, where brokers make no topic on their own. */
@Tag("thorough")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no signals to send")
@Timeout(300)
class LostTopicIT {
    private static final Path FOLDER = Path.of("target", "lost-topic").toAbsolutePath();
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int REVIEWS = 20;

    private static BrokerCluster cluster;

    @BeforeAll
    static void startBroker() throws IOException {
        Folders.empty(FOLDER);
        cluster = BrokerCluster.start(FOLDER, new Random(), 1);
    }

    @AfterAll
    static void stopBroker() {
        cluster.close();
    }

    @Test
    void shouldSaySoGoOnWhenItIsBackAndEndWhereItStaysAway() throws Exception {
        int port = Ports.free();
        try (Distribution.Running scorer = start(port);
                Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()))) {
            publish(0);
            awaitScores(REVIEWS);

            // When
            admin.deleteTopics(List.of("scored-reviews")).all().get();
            publish(1);

            // Then
            awaitReadiness(
                    port,
                    "DOWN: the topic scored-reviews no longer exists; create it, or restart the scorer,"
                            + " which does\n");

            // When
            admin.createTopics(List.of(new NewTopic("scored-reviews", Optional.of(4), Optional.empty())))
                    .all()
                    .get();

            // Then
            awaitReadiness(port, "UP\n");
            awaitScores(REVIEWS);
            assertThat(scorer.process().isAlive()).isTrue();

            // When
            admin.deleteTopics(List.of("scored-reviews")).all().get();
            publish(2);

            // Then
            assertThat(scorer.process().waitFor(120, TimeUnit.SECONDS)).isTrue();
            assertThat(scorer.process().exitValue()).isEqualTo(1);
            assertThat(scorer.err().lines().filter(line -> line.startsWith("undertone: ")))
                    .containsExactly("undertone: the scorer stopped, nothing in flight was committed: the topic"
                            + " scored-reviews no longer exists; create it, or restart the scorer, which does");
            System.out.println(scorer.err());
        }
        try (Distribution.Running again = start(Ports.free())) {
            awaitScores(REVIEWS);
            assertThat(again.terminate()).isZero();
        }
    }

    private static Distribution.Running start(int port) throws IOException {
        Distribution.Running scorer = Distribution.start(
                "run",
                "--bootstrap-servers",
                cluster.bootstrapServers(),
                "--set",
                "model.path=" + TinyModel.writeTo(FOLDER.resolve("model")),
                "--set",
                "http.port=" + port,
                "--set",
                "kafka.task.timeout.ms=20000",
                "--set",
                "shutdown.timeout.ms=1000");
        Awaitility.await("the scorer's start")
                .atMost(SOON)
                .failFast("it ended", () -> !scorer.process().isAlive())
                .until(() -> scorer.err().contains("Ready"));
        return scorer;
    }

    private static void publish(int round) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", cluster.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < REVIEWS; i++) {
                producer.send(new ProducerRecord<>(
                        "reviews",
                        ("{\"id\":\"" + round + "-" + i + "\",\"text\":\"good\"}").getBytes(StandardCharsets.UTF_8)));
            }
            producer.flush();
        }
    }

    /** Of the topic as it is now. */
    private static void awaitScores(int count) throws InterruptedException {
        try (Lateness scores = Lateness.start(cluster.bootstrapServers(), List.of("scored-reviews"))) {
            Awaitility.await("the scores").atMost(Duration.ofSeconds(90)).until(() -> scores.count() == count);
        }
    }

    private static void awaitReadiness(int port, String answer) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health/ready"))
                .build();
        Awaitility.await("readiness: " + answer)
                .atMost(Duration.ofSeconds(90))
                .untilAsserted(() -> assertThat(HttpClient.newHttpClient()
                                .send(request, HttpResponse.BodyHandlers.ofString())
                                .body())
                        .isEqualTo(answer));
    }
}
