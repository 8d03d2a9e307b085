// SPDX-License-Identifier: Apache-2.0
package dev.undertone.crash.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.testing.Distribution;
import dev.undertone.testing.Folders;
import dev.undertone.testing.TinyModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A scorer starts as long as most brokers serve: one of three that stands still takes connections and answers nothing,
 * which a client notices later than one that is gone. Run with {@code ClusterIT}.
 */
@EnabledByClusterForm
@Timeout(600)
class FrozenBrokerStartIT {
    private static final Path FOLDER = Path.of("target", "frozen-broker").toAbsolutePath();
    private static final Duration START_WITHIN = Duration.ofSeconds(90);

    private static BrokerCluster cluster;

    @TempDir
    private Path folder;

    @BeforeAll
    static void startBrokers() throws IOException {
        Folders.empty(FOLDER);
        cluster = BrokerCluster.start(FOLDER, new Random(23));
    }

    @AfterAll
    static void stopBrokers() {
        cluster.close();
    }

    /** @param leader of the input topic's only partition, by its place among the bootstrap servers, from 1 */
    @ParameterizedTest
    @CsvSource({"1, 1", "1, 2", "3, 3", "2, 1"})
    void shouldStartBesideABrokerThatStandsStill(int frozen, int leader) throws Exception {
        // Given
        String name = "f" + frozen + "l" + leader;
        createInput(name, leader);
        BrokerNode node = cluster.nodes().get(frozen - 1);

        // When
        node.freeze();
        long start = System.nanoTime();
        try (Distribution.Running scorer = Distribution.start(arguments(name))) {
            Awaitility.await("the scorer's start")
                    .atMost(START_WITHIN)
                    .failFast(
                            "the scorer ended",
                            () -> assertThat(scorer.process().isAlive())
                                    .as(scorer.err())
                                    .isTrue())
                    .until(() -> scorer.err().contains("Ready"));
            System.out.printf(
                    "broker %d frozen, %d leads: ready after %.1f s%n%s%n",
                    frozen, leader, (System.nanoTime() - start) / 1e9, scorer.err());

            // Then
            publish(name);
            awaitScore(name);
            assertThat(scorer.terminate()).isZero();
        } finally {
            node.thaw();
            cluster.awaitAll();
        }
    }

    @Test
    void shouldNameWhoDoesNotAnswerWhereTooFewDo() throws Exception {
        // Given
        createInput("few", 1);
        List<BrokerNode> frozen = cluster.nodes().subList(0, 2);

        // When
        frozen.forEach(BrokerNode::freeze);
        Distribution.Result run;
        try {
            run = Distribution.run(arguments("few"));
        } finally {
            frozen.forEach(BrokerNode::thaw);
            cluster.awaitAll();
        }

        // Then
        System.out.println("two frozen, ended after " + run.took().toMillis() + " ms: " + run.err());
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err().lines().filter(line -> line.startsWith("undertone:")))
                .singleElement()
                .asString()
                .contains(cluster.bootstrapServers().split(",")[0])
                .doesNotContain("no Kafka broker answers");
        assertThat(run.took()).isLessThan(START_WITHIN);
    }

    private static void createInput(String name, int leader) throws Exception {
        List<Integer> replicas = new ArrayList<>(List.of(1, 2, 3));
        replicas.remove(Integer.valueOf(leader));
        replicas.add(0, leader);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()))) {
            admin.createTopics(List.of(
                            new NewTopic("reviews-" + name, Map.of(0, replicas)),
                            new NewTopic("scored-" + name, Map.of(0, replicas)),
                            new NewTopic("rejected-" + name, Map.of(0, replicas))))
                    .all()
                    .get();
            Awaitility.await("the leader")
                    .ignoreExceptions()
                    .until(() -> admin
                            .describeTopics(List.of("reviews-" + name, "scored-" + name, "rejected-" + name))
                            .allTopicNames()
                            .get()
                            .values()
                            .stream()
                            .allMatch(
                                    topic -> topic.partitions().get(0).leader().id() == leader));
        }
    }

    private String[] arguments(String name) {
        return new String[] {
            "run",
            "--bootstrap-servers",
            cluster.bootstrapServers(),
            "--set",
            "application.id=" + name,
            "--set",
            "input.topic=reviews-" + name,
            "--set",
            "output.topic=scored-" + name,
            "--set",
            "errors.dead.letter.queue.topic.name=rejected-" + name,
            "--set",
            "model.path=" + TinyModel.writeTo(folder.resolve("model")),
            "--set",
            "http.port=-1"
        };
    }

    private static void publish(String name) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", cluster.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                            "reviews-" + name, "{\"text\":\"good\"}".getBytes(StandardCharsets.UTF_8)))
                    .get();
        }
    }

    private static void awaitScore(String name) throws InterruptedException {
        try (Lateness scores = Lateness.start(cluster.bootstrapServers(), List.of("scored-" + name))) {
            Awaitility.await("the score").atMost(START_WITHIN).until(() -> scores.count() > 0);
        }
    }
}
