// SPDX-License-Identifier: Apache-2.0
package dev.undertone.it;

import static dev.undertone.testing.Records.bytes;
import static dev.undertone.testing.Records.header;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.undertone.testing.Deployment;
import dev.undertone.testing.Distribution;
import dev.undertone.testing.TestBroker;
import dev.undertone.testing.TinyModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoringIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    @Test
    void shouldScoreEveryPublishedReviewOnce() throws IOException {
        try (Deployment deployment = new Deployment(
                        "output.fields=number", "model.path=" + TinyModel.writeTo(folder.resolve("tiny")))
                .start()) {
            // Given
            int reviews = 2000;
            Path file = folder.resolve("reviews.jsonl");
            Files.write(
                    file,
                    IntStream.range(0, reviews)
                            .mapToObj(i -> "{\"id\":\"r" + i + "\",\"number\":" + i + ",\"text\":\"What a "
                                    + (i % 2 == 0 ? "good" : "bad") + " film, number " + i + ".\"}")
                            .toList());

            // When
            Distribution.Result published = Distribution.run(
                    "publish",
                    file.toString(),
                    "--bootstrap-servers",
                    TestBroker.bootstrapServers(),
                    "--topic",
                    deployment.input);
            Distribution.Result consumed = Distribution.run(
                    "consume",
                    "--bootstrap-servers",
                    TestBroker.bootstrapServers(),
                    "--topic",
                    deployment.output,
                    "--from-beginning",
                    "--limit",
                    Integer.toString(reviews));

            // Then
            assertThat(published.exitCode()).as(published.err()).isZero();
            assertThat(consumed.exitCode()).as(consumed.err()).isZero();
            List<JsonNode> events = new ArrayList<>();
            for (String line : consumed.lines()) {
                events.add(JSON.readTree(line));
            }
            assertThat(events)
                    .extracting(event -> event.get("id").asText())
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, reviews).mapToObj(i -> "r" + i).toList());
            assertThat(events)
                    .allSatisfy(event -> assertThat(event.get("label").asText())
                            .isEqualTo(event.at("/review/number").asInt() % 2 == 0 ? "positive" : "negative"));
            assertThat(Deployment.read(deployment.output, reviews)).hasSize(reviews);
        }
    }

    @Test
    void shouldCallReviewsNeutralAndTurnAwayThoseInAnUnknownLanguage() throws IOException {
        try (Deployment deployment = new Deployment(
                        "input.min.known=0.5", "model.path=" + TinyModel.writeWithNeutralTo(folder.resolve("neutral")))
                .start()) {
            // When
            deployment.publish(List.of(
                    bytes("{\"id\":\"a\",\"text\":\"so good\"}"),
                    bytes("{\"id\":\"b\",\"text\":\"ok\"}"),
                    bytes("{\"id\":\"c\",\"text\":\"ganz gut\"}")));

            // Then
            Map<String, JsonNode> events = Deployment.read(deployment.output, 2).stream()
                    .map(ScoringIT::json)
                    .collect(Collectors.toMap(event -> event.get("id").asText(), event -> event));
            assertThat(events.get("a").get("label").asText()).isEqualTo("positive");
            assertThat(events.get("a").get("known").asDouble()).isEqualTo(0.5);
            JsonNode neutral = events.get("b");
            assertThat(neutral.get("label").asText()).isEqualTo("neutral");
            assertThat(neutral.get("confidence")).isEqualTo(neutral.at("/probabilities/neutral"));
            List<ConsumerRecord<byte[], byte[]>> dead = Deployment.read(deployment.deadLetters, 1);
            assertThat(dead.get(0).value()).isEqualTo(bytes("{\"id\":\"c\",\"text\":\"ganz gut\"}"));
            assertThat(dead.get(0).headers().lastHeader("undertone.reason").value())
                    .isEqualTo(bytes("UNKNOWN_LANGUAGE"));
        }
    }

    @Test
    void shouldTurnEachBadRecordIntoOneDeadLetterAndGoOn() throws IOException {
        try (Deployment deployment = new Deployment().start()) {
            // Given
            byte[] good = bytes("{\"id\":\"good\",\"text\":\"A wonderful evening\"}");
            List<byte[]> bad = Arrays.asList(
                    bytes("{\"id\":\"torn\",\"text\":\"half a"),
                    bytes("null"),
                    bytes("42"),
                    bytes("{\"text\":\"" + "very long ".repeat(524_288) + "\"}"),
                    new byte[] {(byte) 0xCA, (byte) 0xFE, 0, 1, 2, (byte) 0xFF},
                    bytes("{\"id\":\"no text\"}"));
            List<byte[]> values = new ArrayList<>();
            for (byte[] value : bad) {
                values.add(good);
                values.add(value);
            }
            values.add(good);

            // When
            List<Long> offsets = deployment.publish(values);

            // Then
            List<ConsumerRecord<byte[], byte[]>> dead =
                    new ArrayList<>(Deployment.read(deployment.deadLetters, bad.size()));
            dead.sort(Comparator.comparing(record -> Long.valueOf(header(record, "__streams.errors.offset"))));
            assertThat(dead).extracting(ConsumerRecord::value).containsExactlyElementsOf(bad);
            assertThat(dead)
                    .extracting(record -> header(record, "__streams.errors.offset"))
                    .containsExactlyElementsOf(IntStream.range(0, bad.size())
                            .mapToObj(i -> offsets.get(2 * i + 1).toString())
                            .toList());
            assertThat(dead)
                    .extracting(record -> header(record, "undertone.reason"))
                    .containsExactly(
                            "UNREADABLE", "UNREADABLE", "UNREADABLE", "TOO_LARGE", "UNREADABLE", "MISSING_TEXT");
            assertThat(Deployment.read(deployment.output, bad.size() + 1)).hasSize(bad.size() + 1);
        }
    }

    @Test
    void shouldKeepTheOrderOfAPartition() {
        try (Deployment deployment = new Deployment("batch.linger.ms=200", "batch.max.size=16").start()) {
            // Given
            List<byte[]> values = IntStream.range(0, 1000)
                    .mapToObj(i -> bytes("{\"id\":\"" + i + "\",\"text\":\"fine " + "really ".repeat(i % 50) + "\"}"))
                    .toList();

            // When
            deployment.publish(values);

            // Then
            Map<Integer, List<Integer>> idsByPartition = Deployment.read(deployment.output, values.size()).stream()
                    .collect(Collectors.groupingBy(
                            ConsumerRecord::partition, Collectors.mapping(ScoringIT::id, Collectors.toList())));
            assertThat(idsByPartition.values())
                    .allSatisfy(ids -> assertThat(ids).isSorted());
            assertThat(idsByPartition.values().stream().mapToInt(List::size).sum())
                    .isEqualTo(values.size());
        }
    }

    @Test
    void shouldMakeTheOutputTopicsAsWideAsTheInput() throws Exception {
        // When
        try (Deployment deployment = new Deployment().start();
                Admin admin = TestBroker.admin()) {
            // Then
            assertThat(admin.describeTopics(List.of(deployment.output, deployment.deadLetters))
                            .allTopicNames()
                            .get()
                            .values())
                    .allSatisfy(topic -> assertThat(topic.partitions()).hasSize(Deployment.PARTITIONS));
        }
    }

    @Test
    void shouldEndCleanlyWhenToldToAndGoOnWhereItStopped() {
        try (Deployment deployment = new Deployment().start()) {
            // Given
            deployment.publish(List.of(bytes("{\"id\":\"before\",\"text\":\"good\"}")));
            Deployment.read(deployment.output, 1);

            // When
            int exitCode = deployment.scorer().terminate();
            deployment.publish(List.of(bytes("{\"id\":\"after\",\"text\":\"good\"}")));
            deployment.start();

            // Then
            assertThat(exitCode).isZero();
            assertThat(Deployment.read(deployment.output, 2)).hasSize(2);
        }
    }

    @Test
    void shouldServeMetricsAndHealth() throws Exception {
        try (Deployment deployment = new Deployment().start()) {
            // Given
            deployment.publish(List.of(bytes("{\"id\":\"a\",\"text\":\"A wonderful evening\"}")));
            Deployment.read(deployment.output, 1);

            // When
            String metrics = deployment.get("/metrics");

            // Then
            assertThat(metrics)
                    .contains("undertone_reviews_scored_total{label=\"positive\"} 1.0")
                    .contains("undertone_model_info{");
            assertThat(deployment.get("/health/ready")).isEqualTo("UP\n");
        }
    }

    private static int id(ConsumerRecord<byte[], byte[]> record) {
        try {
            return JSON.readTree(record.value()).get("id").asInt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode json(ConsumerRecord<byte[], byte[]> scored) {
        try {
            return JSON.readTree(scored.value());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
