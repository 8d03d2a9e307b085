// SPDX-License-Identifier: Apache-2.0
package dev.undertone.it.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.undertone.testing.Distribution;
import dev.undertone.testing.GeneratedDocument;
import dev.undertone.testing.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Which brokers the distribution works with, exactly once, through the death of a scorer. Part of no build, as Maven
 * has to fetch each version; the table in {@code docs/operate.md} says what came of it, and with
 * {@code -Ddocs.write} the test writes the rows of those versions:
 *
 * <pre>mvn verify -Dit.test=BrokerVersionsIT -Dbroker.versions=3.9.1,4.0.1,4.3.1,4.4.0</pre>
 *
 * <p>What each process printed is in {@code target/broker-versions}.
 */
@EnabledIfSystemProperty(
        named = "broker.versions",
        matches = ".+",
        disabledReason = "-Dbroker.versions=3.9.1,… runs it")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no signals to send")
class BrokerVersionsIT {
    private static final Path FOLDER = Path.of("target", "broker-versions").toAbsolutePath();
    private static final Path DOCUMENT = Path.of("docs", "operate.md");
    private static final String BEGIN = "<!-- Made by BrokerVersionsIT; see its head. -->\n";
    private static final String END = "<!-- end of what is made -->\n";
    private static final String HEAD =
            "\n| broker | clients and Streams | `classic` | `streams` |\n|---|---|---|---|\n";
    private static final List<String> PROTOCOLS = List.of("classic", "streams");
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int HALF = 1000;
    /** The exit code of a command that no broker answered, before it did anything. */
    private static final int NO_BROKER = 3;

    @TempDir
    private Path folder;

    @Test
    void shouldWorkWithTheBrokersThatTheDocumentationLists() throws IOException {
        // Given
        String document = Files.readString(DOCUMENT);
        int begin = document.indexOf(BEGIN) + BEGIN.length();
        int end = document.indexOf(END);
        Map<String, String> rows = rows(document.substring(begin, end));

        // When
        for (String version : System.getProperty("broker.versions").split(",")) {
            Path own = FOLDER.resolve(version);
            String classPath = VersionedBroker.classPath(version, own).orElse("");
            assumeTrue(!classPath.isEmpty(), "Maven cannot get Kafka " + version + ", see " + own);
            try (VersionedBroker broker = VersionedBroker.start(classPath, own.resolve("run-" + System.nanoTime()))) {
                List<String> cells = new ArrayList<>(List.of(version, clients()));
                for (String protocol : PROTOCOLS) {
                    cells.add(roundTrip(broker.bootstrapServers(), protocol));
                }
                rows.put(version, "| " + String.join(" | ", cells) + " |\n");
                System.out.println(rows.get(version));
            }
        }

        // Then
        String upToDate =
                document.substring(0, begin) + HEAD + String.join("", rows.values()) + "\n" + document.substring(end);
        GeneratedDocument.assertUpToDate(DOCUMENT, upToDate, getClass());
    }

    /** Those that are there, by version. */
    private static Map<String, String> rows(String table) {
        Map<String, String> rows = new TreeMap<>();
        table.lines()
                .filter(line -> line.matches("\\| \\d.*"))
                .forEach(line -> rows.put(line.split("\\|")[1].strip(), line + "\n"));
        return rows;
    }

    /**
     * Scores reviews through the death of a scorer, and says whether each has its score once. A group protocol that the
     * broker does not speak has to end the scorer with a sentence.
     */
    private String roundTrip(String servers, String protocol) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("run"));
        Map.of(
                        "bootstrap.servers",
                        servers,
                        "application.id",
                        "undertone-" + protocol,
                        "input.topic",
                        "reviews-" + protocol,
                        "output.topic",
                        "scored-" + protocol,
                        "errors.dead.letter.queue.topic.name",
                        "rejected-" + protocol,
                        "model.path",
                        TinyModel.writeTo(folder.resolve("model")).toString(),
                        "http.port",
                        "-1",
                        "kafka.group.protocol",
                        protocol)
                .forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
        String[] run = arguments.toArray(String[]::new);
        try (Distribution.Running first = start(run)) {
            if (!first.process().isAlive()) {
                assertThat(first.err()).contains("kafka.group.protocol");
                return "no";
            }
            publish(servers, protocol, 0);
            assertThat(scored(servers, protocol, 1)).isNotEmpty();
        }
        publish(servers, protocol, HALF);
        try (Distribution.Running second = start(run)) {
            List<Integer> ids = scored(servers, protocol, 2 * HALF);
            assertThat(second.process().isAlive()).as(second.err()).isTrue();
            assertThat(ids)
                    .as(second.err())
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, 2 * HALF).boxed().toList());
            assertThat(second.terminate()).isZero();
        }
        return "yes";
    }

    /** Starts a scorer; on a busy machine a broker may not answer at once. */
    private static Distribution.Running start(String... run) {
        return Awaitility.await("a scorer")
                .atMost(PATIENCE)
                .until(
                        () -> {
                            Distribution.Running scorer = Distribution.start(run);
                            Awaitility.await("its word")
                                    .atMost(PATIENCE)
                                    .until(() -> scorer.err().contains("Ready")
                                            || !scorer.process().isAlive());
                            return scorer;
                        },
                        scorer -> scorer.process().isAlive() || scorer.process().exitValue() != NO_BROKER);
    }

    /** The version of the clients that the distribution has. */
    private static String clients() throws IOException {
        try (Stream<Path> libraries = Files.list(Distribution.HOME.resolve("lib"))) {
            return libraries
                    .map(jar -> jar.getFileName().toString())
                    .filter(jar -> jar.startsWith("kafka-clients-"))
                    .map(jar -> jar.replaceFirst("kafka-clients-(.*)\\.jar", "$1"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private void publish(String servers, String protocol, int from) throws IOException {
        Path file = Files.write(
                folder.resolve("reviews-" + from + ".jsonl"),
                IntStream.range(from, from + HALF)
                        .mapToObj(i -> "{\"id\":\"" + i + "\",\"text\":\"a good film\"}")
                        .toList());
        Awaitility.await("what is published").atMost(PATIENCE).untilAsserted(() -> {
            Distribution.Result published = Distribution.run(
                    "publish", file.toString(), "--bootstrap-servers", servers, "--topic", "reviews-" + protocol);
            assertThat(published.exitCode()).as(published.err()).isZero();
        });
    }

    /** The ids of all committed scores, once they are that many and no more come. */
    private static List<Integer> scored(String servers, String protocol, int atLeast) throws IOException {
        List<Integer> ids = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers, "isolation.level", "read_committed", "enable.auto.commit", false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor("scored-" + protocol).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            try {
                Awaitility.await("scores").pollInSameThread().atMost(PATIENCE).until(() -> {
                    List<Integer> more = poll(consumer);
                    ids.addAll(more);
                    return ids.size() >= atLeast && (atLeast == 1 || more.isEmpty());
                });
            } catch (ConditionTimeoutException e) {
                // Whoever asked says what is missing.
                return ids;
            }
        }
        return ids;
    }

    private static List<Integer> poll(KafkaConsumer<byte[], byte[]> consumer) throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<Integer> ids = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(2))) {
            ids.add(json.readTree(record.value()).get("id").asInt());
        }
        return ids;
    }
}
