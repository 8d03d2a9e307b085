// SPDX-License-Identifier: Apache-2.0
package dev.undertone.it;

import static dev.undertone.testing.Records.bytes;
import static dev.undertone.testing.Records.header;
import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.testing.Deployment;
import dev.undertone.testing.TestBroker;
import dev.undertone.testing.TinyModel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reviews of years ago, whose scores go into a topic that keeps records for an hour. */
class OutputTimestampIT {
    private static final byte[] GOOD = bytes("{\"id\":\"good\",\"text\":\"good good\"}");
    private static final byte[] TORN = bytes("{\"text\":");
    private static final long YEARS_AGO = Instant.parse("2013-03-01T12:00:00Z").toEpochMilli();

    @TempDir
    private Path folder;

    @Test
    void shouldKeepReviewsTimesAndWarnThatTheirScoresWillBeDeleted() throws Exception {
        try (Deployment deployment = archive("input").start()) {
            // When
            send(deployment.input, YEARS_AGO, GOOD, GOOD, TORN, null);

            // Then
            assertThat(Deployment.read(deployment.output, 3))
                    .hasSize(3)
                    .allSatisfy(score -> assertThat(score.timestamp()).isEqualTo(YEARS_AGO));
            assertThat(Deployment.read(deployment.deadLetters, 1))
                    .singleElement()
                    .satisfies(letter -> {
                        assertThat(letter.timestamp()).isEqualTo(YEARS_AGO);
                        assertThat(header(letter, "undertone.timestamp")).isEmpty();
                    });
            assertThat(warnings(deployment))
                    .singleElement()
                    .asString()
                    .contains(
                            deployment.output,
                            "output.timestamp=now",
                            "retention.ms",
                            "timestamp=\"2013-03-01T12:00:00Z\"")
                    .contains("partition=\"0\" offset=\"0\"", "retention=\"PT1H\"");
        }
    }

    @Test
    void shouldWriteScoresAndLettersAtThePresent() throws Exception {
        try (Deployment deployment = archive("now").start()) {
            // When
            long before = System.currentTimeMillis();
            send(deployment.input, YEARS_AGO, GOOD, GOOD, TORN, null);

            // Then
            List<ConsumerRecord<byte[], byte[]>> scores = Deployment.read(deployment.output, 3);
            ConsumerRecord<byte[], byte[]> letter =
                    Deployment.read(deployment.deadLetters, 1).get(0);
            long after = System.currentTimeMillis();
            assertThat(scores)
                    .hasSize(3)
                    .allSatisfy(score -> assertThat(score.timestamp()).isBetween(before, after));
            assertThat(letter.timestamp()).isBetween(before, after);
            assertThat(header(letter, "undertone.timestamp")).isEqualTo(Long.toString(YEARS_AGO));
            assertThat(warnings(deployment)).isEmpty();
        }
    }

    @Test
    void shouldNotWarnOfReviewsThatTheirTopicKeeps() throws Exception {
        try (Deployment deployment = archive("input").start()) {
            // When
            send(
                    deployment.input,
                    System.currentTimeMillis() - Duration.ofMinutes(50).toMillis(),
                    GOOD);

            // Then
            assertThat(Deployment.read(deployment.output, 1)).hasSize(1);
            assertThat(warnings(deployment)).isEmpty();
        }
    }

    private Deployment archive(String timestamp) {
        return new Deployment(
                        Map.of("retention.ms", "-1"),
                        "output.timestamp=" + timestamp,
                        "model.path=" + TinyModel.writeTo(folder))
                .withOutputs(Map.of("retention.ms", "3600000"), Map.of());
    }

    private static List<String> warnings(Deployment deployment) {
        return deployment
                .scorer()
                .err()
                .lines()
                .filter(line -> line.contains("Reviews are older than"))
                .toList();
    }

    private static void send(String topic, long timestamp, byte[]... values) throws Exception {
        Map<String, Object> properties = Map.of("bootstrap.servers", TestBroker.bootstrapServers());
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (byte[] value : values) {
                producer.send(new ProducerRecord<>(topic, 0, timestamp, bytes("k"), value))
                        .get();
            }
        }
    }
}
