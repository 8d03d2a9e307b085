// SPDX-License-Identifier: Apache-2.0
package dev.undertone.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.undertone.testing.Deployment;
import dev.undertone.testing.Records;
import dev.undertone.testing.TestBroker;
import dev.undertone.testing.TinyModel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A table in PostgreSQL, Debezium, and the scored topic: after every change the last score of each key is that of its
 * row, and there is none of a row that is gone. {@code -Dchanges.form=long} makes 10,000 changes and kills the scorer
 * twice meanwhile, {@code -Dchanges.seed=N} others.
 */
class ChangeDataIT {
    private static final boolean LONG = "long".equals(System.getProperty("changes.form"));
    private static final int CHANGES = LONG ? 10_000 : 500;
    private static final int KILLS = LONG ? 2 : 1;
    private static final long SEED = Long.getLong("changes.seed", 4711);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    @BeforeAll
    static void requirePostgres() {
        PostgresProcess.whyNot().ifPresent(reason -> {
            String skipped = "Skipped ChangeDataIT: " + reason;
            System.out.println(skipped);
            abort(skipped);
        });
    }

    @Test
    void shouldHaveTheScoreOfEveryRowAndOfNoOther() throws Exception {
        try (PostgresProcess postgres = PostgresProcess.start();
                ReviewTable table = ReviewTable.create(postgres, "FULL", SEED);
                Deployment deployment =
                        deployment("input.envelope=debezium", "input.updates=changed", "output.fields=text,stars");
                ChangeCapture capture = capture(postgres, deployment, Map.of())) {
            deployment.start();

            // When
            CompletableFuture<Void> changes = CompletableFuture.runAsync(() -> change(table, CHANGES));
            long killedAt = 0;
            for (int kill = 1; kill <= KILLS; kill++) {
                int target = CHANGES * kill / (KILLS + 1);
                long before = killedAt + CHANGES / 10;
                patiently("changes to be scored")
                        .until(() -> capture.published() >= target && read(deployment) >= before);
                deployment.scorer().close();
                killedAt = read(deployment);
                System.out.println(
                        "killed the scorer when it had read " + killedAt + " of " + written(deployment) + " records");
                deployment.start();
            }
            changes.get();
            table.insert();
            awaitEnd(table, deployment, capture);

            // Then
            Map<Integer, JsonNode> view = view(deployment);
            Map<Integer, ReviewTable.Row> rows = table.rows();
            assertThat(view.keySet()).isEqualTo(rows.keySet());
            rows.forEach((id, row) -> {
                assertThat(view.get(id).at("/review/text").asText()).isEqualTo(row.text());
                assertThat(view.get(id).at("/review/stars").asInt()).isEqualTo(row.stars());
                assertThat(view.get(id).get("label").asText()).isEqualTo(row.label());
            });
            assertThat(written(deployment.deadLetters)).isZero();
            System.out.println(CHANGES + " changes, " + KILLS + " kills of the scorer: the last scores of "
                    + view.size() + " keys are those of the " + rows.size() + " rows, seed " + SEED);
        }
    }

    @Test
    void shouldLeaveAScoreAloneWhereAnUpdateDoesNotTellTheText() throws Exception {
        try (PostgresProcess postgres = PostgresProcess.start();
                ReviewTable table = ReviewTable.create(postgres, "DEFAULT", SEED);
                Deployment deployment = deployment("input.envelope=debezium", "input.updates=changed");
                ChangeCapture capture = capture(postgres, deployment, Map.of())) {
            deployment.start();

            // When: of a text that lies outside its row, a change of something else tells nothing.
            int moved = table.insert(ReviewTable.longText("good"));
            table.insert(ReviewTable.longText("bad"));
            table.insert("bad film");
            table.changeAllStars();
            int lost = table.move(moved);
            table.insert("good film");
            awaitEnd(table, deployment, capture);

            // Then: the row under another key was deleted and made anew, without its text.
            Map<Integer, String> expected = labelsOf(table);
            expected.remove(lost);
            assertThat(labels(view(deployment))).hasSize(3).isEqualTo(expected);
            assertThat(deployment.get("/metrics")).contains("undertone_updates_skipped_total 2.0");
            assertThat(Deployment.read(deployment.deadLetters, 1))
                    .extracting(letter -> Records.header(letter, "__streams.errors.message"))
                    .containsExactly("the change does not tell the text, which is long and did not change;"
                            + " have the database tell it (in PostgreSQL REPLICA IDENTITY FULL)");
        }
    }

    @Test
    void shouldPassDeletesOnWhereAConnectorFlattensItsChanges() throws Exception {
        Map<String, String> unwrap = Map.of(
                "transforms", "unwrap",
                "transforms.unwrap.type", "io.debezium.transforms.ExtractNewRecordState",
                "transforms.unwrap.delete.tombstone.handling.mode", "rewrite",
                "converter.schemas.enable", "false");
        try (PostgresProcess postgres = PostgresProcess.start();
                ReviewTable table = ReviewTable.create(postgres, "FULL", SEED);
                Deployment deployment = deployment("input.envelope=debezium");
                ChangeCapture capture = capture(postgres, deployment, unwrap)) {
            deployment.start();

            // When
            change(table, 200);
            table.insert();
            awaitEnd(table, deployment, capture);

            // Then
            assertThat(labels(view(deployment))).isEqualTo(labelsOf(table));
            assertThat(written(deployment.deadLetters)).isZero();
        }
    }

    private Deployment deployment(String... settings) {
        List<String> all = new ArrayList<>(List.of(settings));
        all.add("model.path=" + TinyModel.writeTo(folder.resolve("model")));
        return new Deployment(all.toArray(String[]::new)).withOutputs(Map.of("cleanup.policy", "compact"), Map.of());
    }

    private ChangeCapture capture(PostgresProcess postgres, Deployment deployment, Map<String, String> settings) {
        return new ChangeCapture(postgres, TestBroker.bootstrapServers(), deployment.input, folder, settings);
    }

    private static void change(ReviewTable table, int changes) {
        try {
            for (int i = 0; i < changes; i++) {
                table.change();
            }
        } catch (Exception e) {
            throw new IllegalStateException("changing the table failed", e);
        }
    }

    /** Until the last row that was added, whose change comes last, is published, and all that is published is read. */
    private static void awaitEnd(ReviewTable table, Deployment deployment, ChangeCapture capture) throws Exception {
        int last = table.rows().keySet().stream().mapToInt(Integer::intValue).max().orElseThrow();
        patiently("the last change")
                .failFast(() -> assertThat(capture.failure()).isNull())
                .until(() -> id(JSON.readTree(capture.lastKey())) == last);
        patiently("the last score").until(() -> read(deployment) == written(deployment));
    }

    /** The last score of each key that has one, by the id of its row. */
    private static Map<Integer, JsonNode> view(Deployment deployment) throws IOException {
        Map<String, byte[]> last = new HashMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer = Deployment.committedRecords(deployment.output)) {
            Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    last.put(Records.text(record.key()), record.value());
                }
            }
        }
        last.values().removeIf(value -> value == null);
        Map<Integer, JsonNode> view = new TreeMap<>();
        for (Map.Entry<String, byte[]> entry : last.entrySet()) {
            JsonNode score = JSON.readTree(entry.getValue());
            int id = id(JSON.readTree(entry.getKey()));
            assertThat(score.get("id").asInt()).isEqualTo(id);
            assertThat(view.put(id, score)).isNull();
        }
        return view;
    }

    /** What a key of Debezium names, with or without its schema. */
    private static int id(JsonNode key) {
        return Optional.ofNullable(key.get("payload")).orElse(key).path("id").asInt();
    }

    private static Map<Integer, String> labels(Map<Integer, JsonNode> view) {
        return view.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().get("label").asText()));
    }

    private static Map<Integer, String> labelsOf(ReviewTable table) throws Exception {
        return table.rows().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().label()));
    }

    private static ConditionFactory patiently(String what) {
        return Awaitility.await(what).atMost(Duration.ofMinutes(5));
    }

    /** How many records of the input topic the scorer is through with. */
    private static long read(Deployment deployment) throws Exception {
        return deployment.committedOffsets().values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private static long written(Deployment deployment) throws Exception {
        return written(deployment.input);
    }

    private static long written(String topic) throws Exception {
        try (Admin admin = TestBroker.admin()) {
            Map<TopicPartition, OffsetSpec> partitions = IntStream.range(0, Deployment.PARTITIONS)
                    .mapToObj(partition -> new TopicPartition(topic, partition))
                    .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
            return admin.listOffsets(partitions).all().get().values().stream()
                    .mapToLong(end -> end.offset())
                    .sum();
        }
    }
}
