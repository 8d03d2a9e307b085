// SPDX-License-Identifier: Apache-2.0
package dev.undertone.it.redrive;

import static dev.undertone.testing.Records.bytes;
import static dev.undertone.testing.Records.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.undertone.cli.Cli;
import dev.undertone.testing.Deployment;
import dev.undertone.testing.Distribution;
import dev.undertone.testing.TestBroker;
import dev.undertone.testing.TinyModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Dead letters worked as an operator works them: looked at, put right, taken back through, given up on. The commands
 * run in this process, but for the one that is killed.
 */
class RedriveIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int REVIEWS = 1000;

    @TempDir
    private Path folder;

    @Test
    void shouldTakeLettersBackOnceEachAndGiveUpOnTheUnreadable() throws Exception {
        String model = "model.path=" + TinyModel.writeTo(folder);
        try (Deployment deployment = new Deployment(model, "input.text.field=body").start()) {
            // Given: a scorer that looks for the text in another field rejects all reviews.
            List<byte[]> values = new ArrayList<>(IntStream.range(0, REVIEWS)
                    .mapToObj(i -> bytes("{\"id\":\"r" + i + "\",\"text\":\"a good film\"}"))
                    .toList());
            values.add(bytes("{\"id\":\"torn\",\"text\":\"half a"));
            deployment.publish(values);
            assertThat(Deployment.read(deployment.deadLetters, values.size())).hasSize(values.size());
            deployment.scorer().terminate();

            // When
            List<JsonNode> listed = redrive(deployment, "list");
            JsonNode shown = redrive(
                            deployment, "show", listed.get(1).get("example").asText())
                    .get(0);
            List<JsonNode> tried = redrive(deployment, "replay", "--dry-run");

            // Then
            assertThat(listed)
                    .extracting(
                            line -> line.get("reason").asText(),
                            line -> line.get("letters").asInt(),
                            line -> line.get("open").asInt())
                    .containsExactly(tuple("MISSING_TEXT", REVIEWS, REVIEWS), tuple("UNREADABLE", 1, 1));
            assertThat(shown.get("value").asText()).isEqualTo("{\"id\":\"torn\",\"text\":\"half a");
            assertThat(shown.at("/origin/offset").asInt()).isEqualTo(REVIEWS);
            assertThat(sum(tried, "replayed")).isEqualTo(values.size());
            assertThat(endOf(deployment.input)).isEqualTo(values.size());

            // Given: the scorer is put right, and a replay is killed on its way.
            deployment.settings().remove("input.text.field");
            deployment.start();
            try (Distribution.Running replay =
                    Distribution.start(arguments(deployment, "replay", "--reason", "MISSING_TEXT", "--rate", "150"))) {
                Awaitility.await("some replays")
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> endOf(deployment.input) > values.size() + 100);
                replay.process().destroyForcibly();
            }

            // When
            JsonNode rest =
                    redrive(deployment, "replay", "--reason", "MISSING_TEXT").get(0);

            // Then
            assertThat(rest.get("replayedBefore").asInt()).isBetween(100, REVIEWS - 1);
            assertThat(rest.get("replayed").asInt())
                    .isEqualTo(REVIEWS - rest.get("replayedBefore").asInt());
            assertThat(Deployment.read(deployment.output, REVIEWS))
                    .extracting(record -> json(record.value()).get("id").asText())
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, REVIEWS).mapToObj(i -> "r" + i).toList());

            // When: the filter has not lost what it passed over, but nobody can read it.
            int first = sum(redrive(deployment, "replay", "--max-attempts", "2"), "replayed");
            Deployment.read(deployment.deadLetters, values.size() + 1);
            int second = sum(redrive(deployment, "replay", "--max-attempts", "2"), "replayed");
            List<ConsumerRecord<byte[], byte[]>> letters = Deployment.read(deployment.deadLetters, values.size() + 2);
            List<JsonNode> third = redrive(deployment, "replay", "--max-attempts", "2");

            // Then
            assertThat(List.of(first, second, sum(third, "replayed"))).containsExactly(1, 1, 0);
            assertThat(sum(third, "givenUp")).isEqualTo(1);
            assertThat(sum(third, "replayedBefore")).isEqualTo(REVIEWS + 2);
            assertThat(letters)
                    .filteredOn(record -> header(record, "undertone.reason").equals("UNREADABLE"))
                    .extracting(record -> header(record, "undertone.redrive.attempts"))
                    .containsExactlyInAnyOrder("", "1", "2");
        }
    }

    @Test
    void shouldNotMakeATopicOfAMisspeltName() {
        // Given
        try (Deployment deployment = new Deployment()) {
            deployment.createOutputs();

            // When
            Cli.Result result = Cli.launch(arguments(deployment, "replay", "--to", "reviewz"));

            // Then
            assertThat(result.exitCode()).isEqualTo(2);
            assertThat(result.out()).isEmpty();
            assertThat(result.err())
                    .isEqualTo("undertone: there is no topic reviewz at " + TestBroker.bootstrapServers()
                            + "; create it, or name another with --to\n");
        }
    }

    private static List<JsonNode> redrive(Deployment deployment, String... arguments) {
        Cli.Result result = Cli.launch(arguments(deployment, arguments));
        assertThat(result.exitCode()).as(result.err()).isZero();
        return result.lines().stream().map(line -> json(bytes(line))).toList();
    }

    private static String[] arguments(Deployment deployment, String... arguments) {
        List<String> all = new ArrayList<>(List.of("redrive"));
        all.addAll(List.of(arguments));
        deployment.settings().forEach((key, value) -> all.addAll(List.of("--set", key + "=" + value)));
        all.add("--json");
        return all.toArray(String[]::new);
    }

    private static int sum(List<JsonNode> lines, String name) {
        return lines.stream().mapToInt(line -> line.get(name).asInt()).sum();
    }

    /** The offsets of all partitions: committed records, and the marks of transactions. */
    private static long endOf(String topic) throws Exception {
        try (Admin admin = TestBroker.admin()) {
            long sum = 0;
            for (int i = 0; i < Deployment.PARTITIONS; i++) {
                TopicPartition partition = new TopicPartition(topic, i);
                sum += admin.listOffsets(
                                Map.of(partition, OffsetSpec.latest()),
                                new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                        .partitionResult(partition)
                        .get()
                        .offset();
            }
            return sum;
        }
    }

    private static JsonNode json(byte[] value) {
        try {
            return JSON.readTree(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
