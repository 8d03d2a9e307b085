// SPDX-License-Identifier: Apache-2.0
package dev.undertone.it;

import static dev.undertone.testing.Records.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.testing.Deployment;
import dev.undertone.testing.Distribution;
import dev.undertone.testing.TestBroker;
import dev.undertone.testing.TinyModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to topics and groups while nobody looks: deletes, retention, new partitions, a group that is taken. */
class TopicLifeIT {
    private static final byte[] GOOD = bytes("{\"id\":\"good\",\"text\":\"good good\"}");

    @TempDir
    private Path folder;

    @Test
    void shouldPassADeleteOnWithItsKeyAndSkipOneWithout() throws Exception {
        try (Deployment deployment = deployment().start()) {
            // When
            send(deployment.input, 0, bytes("k"), null);
            send(deployment.input, 0, null, null);
            send(deployment.input, 0, bytes("k"), GOOD);

            // Then
            List<ConsumerRecord<byte[], byte[]>> scored = Deployment.read(deployment.output, 2);
            assertThat(scored)
                    .hasSize(2)
                    .allSatisfy(record -> assertThat(record.key()).isEqualTo(bytes("k")));
            assertThat(scored.get(0).value()).isNull();
            assertThat(scored.get(1).value()).isNotNull();
            assertThat(deployment.get("/metrics"))
                    .contains("undertone_tombstones_total{outcome=\"passed\"} 1.0")
                    .contains("undertone_tombstones_total{outcome=\"skipped\"} 1.0")
                    .contains("undertone_reviews_rejected_total{reason=\"UNREADABLE\"} 0.0");
        }
    }

    @Test
    void shouldScoreChangesAndPassTheirDeletesOn() throws Exception {
        try (Deployment deployment =
                deployment("input.envelope=debezium", "input.updates=changed").start()) {
            // When
            send(deployment.input, 0, bytes("k"), change("c", "null", "{\"id\":7,\"text\":\"good\"}"));
            send(
                    deployment.input,
                    0,
                    bytes("k"),
                    change("u", "{\"id\":7,\"text\":\"good\"}", "{\"id\":7,\"text\":\"good\"}"));
            send(
                    deployment.input,
                    0,
                    bytes("k"),
                    change("u", "{\"id\":7,\"text\":\"good\"}", "{\"id\":7,\"text\":\"bad\"}"));
            send(deployment.input, 0, bytes("k"), change("t", "null", "null"));
            send(deployment.input, 0, bytes("k"), change("d", "{\"id\":7,\"text\":\"bad\"}", "null"));

            // Then
            List<ConsumerRecord<byte[], byte[]>> scored = Deployment.read(deployment.output, 3);
            assertThat(scored.get(0).value()).isNotNull();
            assertThat(scored.get(1).value()).isNotNull();
            assertThat(scored.get(2).value()).isNull();
            assertThat(Deployment.read(deployment.deadLetters, 1)).hasSize(1);
            assertThat(deployment.get("/metrics"))
                    .contains("undertone_updates_skipped_total 1.0")
                    .contains("undertone_tombstones_total{outcome=\"passed\"} 1.0");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() ->
                            assertThat(deployment.committedOffsets().get(0)).isGreaterThanOrEqualTo(5L));
        }
    }

    private static byte[] change(String op, String before, String after) {
        return bytes("{\"op\":\"" + op + "\",\"before\":" + before + ",\"after\":" + after + "}");
    }

    @Test
    void shouldTellOfRecordsThatRetentionRemovedUnread() throws Exception {
        try (Deployment deployment = deployment()) {
            // Given: five are read, and of ten more the first seven are removed while the scorer is away.
            deployment.start();
            deployment.publish(Collections.nCopies(5, GOOD));
            Deployment.read(deployment.output, 5);
            assertThat(deployment.scorer().terminate()).isZero();
            deployment.publish(Collections.nCopies(10, GOOD));
            try (Admin admin = TestBroker.admin()) {
                admin.deleteRecords(Map.of(new TopicPartition(deployment.input, 0), RecordsToDelete.beforeOffset(12)))
                        .all()
                        .get();
            }

            // When
            deployment.start();

            // Then
            assertThat(Deployment.read(deployment.output, 8)).hasSize(8);
            Awaitility.await("the count of what was lost")
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() ->
                            assertThat(deployment.get("/metrics")).contains("undertone_records_expired_total 7.0"));
            assertThat(deployment.scorer().err())
                    .contains("Records were removed from the input topic before they were read")
                    .contains("records=\"7\"");
        }
    }

    @Test
    void shouldReadNewPartitionsWithinAMinute() throws Exception {
        try (Deployment deployment = deployment().start()) {
            // Given
            send(deployment.input, 0, null, GOOD);
            Deployment.read(deployment.output, 1);

            // When
            long before = System.nanoTime();
            try (Admin admin = TestBroker.admin()) {
                admin.createPartitions(Map.of(deployment.input, NewPartitions.increaseTo(Deployment.PARTITIONS + 1)))
                        .all()
                        .get();
            }
            send(deployment.input, Deployment.PARTITIONS, bytes("k"), GOOD);

            // Then
            assertThat(Deployment.read(deployment.output, 2)).hasSize(2);
            Duration took = Duration.ofNanos(System.nanoTime() - before);
            System.out.println("a new partition was read after " + took.toMillis() + " ms");
            assertThat(took).isLessThan(Duration.ofMinutes(1));
        }
    }

    @Test
    void shouldNameTheGroupThatAnotherProgramUses() {
        // Given
        Deployment deployment = deployment();
        String group = deployment.settings().get("application.id");
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Void> other = CompletableFuture.runAsync(() -> consume(deployment.input, group, done));
        Awaitility.await("the other program")
                .atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .untilAsserted(() -> {
                    try (Admin admin = TestBroker.admin()) {
                        assertThat(admin.describeConsumerGroups(List.of(group))
                                        .describedGroups()
                                        .get(group)
                                        .get()
                                        .members())
                                .hasSize(1);
                    }
                });

        // When
        List<String> arguments = new ArrayList<>(List.of("run"));
        deployment.settings().forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
        Distribution.Result run = Distribution.run(arguments.toArray(String[]::new));
        done.set(true);
        other.join();

        // Then
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("the group " + group + " is in use by another program");
    }

    private static void consume(String topic, String group, AtomicBoolean done) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", TestBroker.bootstrapServers(), "group.id", group),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(topic));
            while (!done.get()) {
                consumer.poll(Duration.ofMillis(100));
            }
        }
    }

    private Deployment deployment(String... settings) {
        List<String> all = new ArrayList<>(List.of(settings));
        all.add("model.path=" + TinyModel.writeTo(folder.resolve("model")));
        return new Deployment(all.toArray(String[]::new));
    }

    private static void send(String topic, int partition, byte[] key, byte[] value) throws Exception {
        Map<String, Object> properties = new HashMap<>(Map.of("bootstrap.servers", TestBroker.bootstrapServers()));
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, partition, null, key, value))
                    .get();
        }
    }
}
