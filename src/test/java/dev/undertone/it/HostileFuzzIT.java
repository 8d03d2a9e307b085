// SPDX-License-Identifier: Apache-2.0
package dev.undertone.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.fuzz.HostileLedger;
import dev.undertone.fuzz.HostileRecords;
import dev.undertone.testing.Deployment;
import dev.undertone.testing.RawProducer;
import dev.undertone.testing.TinyModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code -Dfuzz.hostile=20000} makes it long, {@code -Dfuzz.seed} another one. */
class HostileFuzzIT {
    private static final int RECORDS = Integer.getInteger("fuzz.hostile", 2000);
    private static final long SEED = Long.getLong("fuzz.seed", 612);
    /** So many records may wait for the scorer while more are sent. */
    private static final int MOST_WAITING = 1000;

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    /** Old records are no matter of this test, and Kafka would delete them meanwhile. */
    private static final Map<String, String> FOR_EVER = Map.of("retention.ms", "-1");

    @TempDir
    private Path folder;

    @Test
    void shouldGiveEveryHostileRecordOneOutcomeAndGoOn() throws Exception {
        try (Deployment deployment = new Deployment(
                                Map.of(
                                        "retention.ms",
                                        "-1",
                                        "message.timestamp.after.max.ms",
                                        Long.toString(Long.MAX_VALUE)),
                                "output.fields=*",
                                "model.path=" + TinyModel.writeTo(folder))
                        .withOutputs(FOR_EVER, FOR_EVER)
                        .start();
                KafkaConsumer<byte[], byte[]> outcomes =
                        Deployment.committedRecords(deployment.output, deployment.deadLetters)) {
            // Given
            HostileRecords hostile = new HostileRecords(SEED);
            HostileLedger ledger = new HostileLedger();
            long startedAt = System.nanoTime();

            // When
            long[] next = new long[Deployment.PARTITIONS];
            for (int batch = 0, sent = 0; sent < RECORDS; batch++) {
                int partition = batch % Deployment.PARTITIONS;
                SimpleRecord[] records = hostile.batch(batch, RECORDS - sent, partition, next[partition]);
                if (RawProducer.send(deployment.input, partition, hostile.compression(batch), records)) {
                    for (SimpleRecord record : records) {
                        ledger.sent(partition + "-" + next[partition]++, record);
                    }
                    sent += records.length;
                }
                readUntilFewerWait(MOST_WAITING, deployment, outcomes, ledger);
            }
            readUntilFewerWait(1, deployment, outcomes, ledger);

            // Then
            read(Duration.ofSeconds(2), deployment, outcomes, ledger);
            System.out.printf(
                    "Hostile fuzz, seed %d, %d records in %.1f minutes: %s%n",
                    SEED, RECORDS, (System.nanoTime() - startedAt) / 6e10, ledger);
            assertThat(ledger.faults()).as("seed %d", SEED).isEmpty();
            assertThat(deployment.get("/metrics"))
                    .contains("undertone_tombstones_total{outcome=\"skipped\"} " + (double) ledger.skipped());
            assertThat(deployment.get("/health/ready")).isEqualTo("UP\n");
            assertThat(deployment.scorer().process().isAlive()).isTrue();
            assertThat(deployment.scorer().err()).doesNotContain("thread failed");
        }
    }

    private static void readUntilFewerWait(
            int most, Deployment deployment, KafkaConsumer<byte[], byte[]> outcomes, HostileLedger ledger) {
        long lastAt = System.nanoTime();
        while (ledger.waiting() >= most) {
            if (read(Duration.ofMillis(200), deployment, outcomes, ledger) > 0) {
                lastAt = System.nanoTime();
            }
            assertThat(deployment.scorer().process().isAlive())
                    .as("the scorer lives")
                    .isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - lastAt))
                    .as("%d records wait, of them %s", ledger.waiting(), ledger.faults())
                    .isLessThan(PATIENCE);
        }
    }

    private static int read(
            Duration patience, Deployment deployment, KafkaConsumer<byte[], byte[]> outcomes, HostileLedger ledger) {
        int count = 0;
        for (var outcome : outcomes.poll(patience)) {
            count++;
            if (outcome.topic().equals(deployment.deadLetters)) {
                ledger.letter(outcome);
            } else {
                ledger.score(outcome);
            }
        }
        return count;
    }
}
