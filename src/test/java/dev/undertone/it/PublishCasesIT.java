// SPDX-License-Identifier: Apache-2.0
package dev.undertone.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.undertone.cli.Cli;
import dev.undertone.testing.Deployment;
import dev.undertone.testing.FileCase;
import dev.undertone.testing.TestBroker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code publish} brings to the topic of files as people have them. */
class PublishCasesIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private final String topic = "published-" + UUID.randomUUID().toString().substring(0, 8);

    static List<FileCase> cases() {
        return FileCase.all().stream()
                .filter(given -> !given.published().equals("-"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldPublishOrRefuseAsTheTableSays(FileCase given) {
        // When
        Cli.Result result = Cli.launch(given.arguments(
                List.of("publish", given.path().toString()),
                "--topic",
                topic,
                "--bootstrap-servers",
                TestBroker.bootstrapServers()));

        // Then
        if (given.published().equals("REFUSED")) {
            assertThat(result.exitCode()).as(result.err()).isEqualTo(2);
            assertThat(result.err()).contains(given.path().toString());
            return;
        }
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.err()).contains(given.published() + " published to " + topic);
    }

    @Test
    void shouldPublishColumnsAsTheScorerReadsThem() throws IOException {
        // Given
        Path file = Files.writeString(
                folder.resolve("shop.csv"),
                "key,product,body,stars\n7,lamp,\"warm, \"\"so\"\" warm\",5\n8,chair,,1\n9,pen,meh,3\n");

        // When
        Cli.Result result = publish(
                file,
                "--text-field",
                "body",
                "--id-field",
                "key",
                "--set",
                "input.text.field=review|text",
                "--set",
                "input.id.field=number");

        // Then
        assertThat(result.err()).contains("left out: 1 without text").contains("2 published to " + topic);
        assertThat(events())
                .containsExactlyInAnyOrder(
                        JSON.readTree("{\"number\":\"7\",\"review\":\"warm, \\\"so\\\" warm\",\"label\":\"positive\","
                                + "\"product\":\"lamp\",\"stars\":\"5\"}"),
                        JSON.readTree("{\"number\":\"9\",\"review\":\"meh\",\"label\":\"neutral\",\"product\":\"pen\","
                                + "\"stars\":\"3\"}"));
        assertThat(Deployment.read(topic, 2))
                .extracting(record -> new String(record.key(), StandardCharsets.UTF_8))
                .containsExactlyInAnyOrder("7", "9");
    }

    @Test
    void shouldPublishJsonOfOtherFields() throws IOException {
        // Given
        Path file = Files.writeString(
                folder.resolve("reviews.jsonl"), "\ufeff{\"reviewText\":\"warm\",\"asin\":\"B1\",\"overall\":5.0}\n");

        // When
        publish(file, "--text-field", "reviewText", "--id-field", "asin");

        // Then
        assertThat(events()).containsExactly(JSON.readTree("{\"id\":\"B1\",\"text\":\"warm\",\"overall\":5.0}"));
    }

    @Test
    void shouldPublishTheElementsOfAnArray() throws IOException {
        // Given
        Path file = Files.writeString(
                folder.resolve("reviews.json"),
                "[\n {\n  \"text\": \"warm\", \"id\": 1\n },\n {\"text\": \"cold\"}\n]");

        // When
        publish(file);

        // Then
        assertThat(events())
                .containsExactlyInAnyOrder(
                        JSON.readTree("{\"id\":\"1\",\"text\":\"warm\"}"),
                        JSON.readTree("{\"id\":\"reviews.json-5\",\"text\":\"cold\"}"));
    }

    @Test
    void shouldPublishLinesOfJsonByteForByteWithoutBlankOnesAndMark() throws IOException {
        // Given
        String line = "{\"number\": 17,  \"text\":\"x\" }";
        Path file = Files.writeString(folder.resolve("reviews.jsonl"), "\ufeff" + line + "\r\n \r\n\nno JSON\n");

        // When
        publish(file, "--set", "input.id.field=id|number");

        // Then
        List<ConsumerRecord<byte[], byte[]>> records = Deployment.read(topic, 2);
        assertThat(records)
                .extracting(record -> new String(record.value(), StandardCharsets.UTF_8))
                .containsExactlyInAnyOrder(line, "no JSON");
        assertThat(records).anyMatch(record -> record.key() != null && new String(record.key()).equals("17"));
    }

    @Test
    void shouldSayWhatIsPublishedBeforeALineThatCannotBeRead() throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("reviews.json"), "[{\"text\": \"warm\"},\n {\"text\": \"so priv");

        // When
        Cli.Result result = publish(file);

        // Then
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err())
                .contains("line 2 of " + file + " is no JSON")
                .contains("(1 reviews before it are published)")
                .doesNotContain("priv");
    }

    /** The topic takes 1 MB, compressed. */
    @Test
    void shouldPublishWhatCompressesWellAndSayWhatDoesNot() throws IOException {
        // Given
        String large = "{\"text\":\"" + "loved it ".repeat(340_000) + "\"}";
        String noise = "{\"text\":\""
                + new Random(1)
                        .ints(3_000_000, 'A', 'Z')
                        .mapToObj(Character::toString)
                        .collect(Collectors.joining())
                + "\"}";
        Path file =
                Files.writeString(folder.resolve("reviews.jsonl"), large + "\n" + noise + "\n{\"text\":\"warm\"}\n");

        // When
        Cli.Result result = publish(file);

        // Then
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err())
                .contains("2 published to " + topic)
                .contains("the broker refused 1 of the reviews, the first because: ")
                .doesNotContain(noise.substring(1000, 1020));
        assertThat(Deployment.read(topic, 2))
                .extracting(record -> new String(record.value(), StandardCharsets.UTF_8))
                .containsExactlyInAnyOrder(large, "{\"text\":\"warm\"}");
    }

    private Cli.Result publish(Path file, String... options) {
        List<String> arguments = new ArrayList<>(List.of(
                "publish", file.toString(), "--topic", topic, "--bootstrap-servers", TestBroker.bootstrapServers()));
        arguments.addAll(List.of(options));
        return Cli.launch(arguments.toArray(String[]::new));
    }

    private List<JsonNode> events() throws IOException {
        List<JsonNode> events = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : Deployment.read(topic, 1)) {
            events.add(JSON.readTree(record.value()));
        }
        return events;
    }
}
