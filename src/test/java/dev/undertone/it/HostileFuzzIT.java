// SPDX-License-Identifier: Apache-2.0
package dev.undertone.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.undertone.fuzz.HostileRecords;
import dev.undertone.testing.Deployment;
import dev.undertone.testing.RawProducer;
import dev.undertone.testing.TinyModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code -Dfuzz.hostile=20000} makes it long, {@code -Dfuzz.seed} another one. All outcomes are held in memory, some
 * 0.5 GB for 1,000 records: a longer one needs {@code -Dtest.jvm.options} with a larger heap.
 */
class HostileFuzzIT {
    private static final int RECORDS = Integer.getInteger("fuzz.hostile", 400);
    private static final long SEED = Long.getLong("fuzz.seed", 612);
    /** Old records are no matter of this test, and Kafka would delete them meanwhile. */
    private static final Map<String, String> FOR_EVER = Map.of("retention.ms", "-1");

    @TempDir
    private Path folder;

    @Test
    void shouldGiveEveryHostileRecordOneOutcomeAndGoOn() throws Exception {
        try (Deployment deployment = new Deployment(
                        Map.of("retention.ms", "-1", "message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE)),
                        "output.fields=*",
                        "model.path=" + TinyModel.writeTo(folder))
                .withOutputs(FOR_EVER, FOR_EVER)
                .start()) {
            // Given
            HostileRecords hostile = new HostileRecords(SEED);
            List<String> expected = new ArrayList<>();
            int skipped = 0;

            // When
            long[] next = new long[Deployment.PARTITIONS];
            while (expected.size() + skipped < RECORDS) {
                int partition = expected.size() % Deployment.PARTITIONS;
                List<String> ids = new ArrayList<>();
                List<SimpleRecord> batch = new ArrayList<>();
                int size = Math.min(hostile.batchSize(), RECORDS - expected.size() - skipped);
                for (int i = 0; i < size; i++) {
                    ids.add(partition + "-" + (next[partition] + i));
                    batch.add(hostile.next(ids.get(i)));
                }
                if (RawProducer.send(
                        deployment.input, partition, hostile.compression(), batch.toArray(SimpleRecord[]::new))) {
                    next[partition] += size;
                    for (int i = 0; i < size; i++) {
                        if (batch.get(i).value() == null && batch.get(i).key() == null) {
                            skipped++;
                        } else {
                            expected.add(ids.get(i));
                        }
                    }
                }
            }

            // Then
            List<ConsumerRecord<byte[], byte[]>> letters = new ArrayList<>();
            List<String> outcomes = new ArrayList<>();
            int scored = 0;
            for (ConsumerRecord<byte[], byte[]> one :
                    Deployment.readBoth(deployment.output, deployment.deadLetters, expected.size())) {
                if (one.topic().equals(deployment.deadLetters)) {
                    letters.add(one);
                    outcomes.add(text(one.headers(), "__streams.errors.partition") + "-"
                            + text(one.headers(), "__streams.errors.offset"));
                } else {
                    scored++;
                    outcomes.add(one.value() == null ? new String(one.key(), StandardCharsets.UTF_8) : id(one));
                }
            }
            System.out.printf(
                    "Hostile fuzz, seed %d, %d records: %d scored or passed, %d letters (%d refused, %d shortened), %d skipped%n",
                    SEED,
                    RECORDS,
                    scored,
                    letters.size(),
                    letters.stream()
                            .filter(letter -> "REFUSED".equals(text(letter.headers(), "undertone.reason")))
                            .count(),
                    letters.stream()
                            .filter(letter -> letter.headers().lastHeader("undertone.headers.cut") != null)
                            .count(),
                    skipped);
            assertThat(outcomes).as("seed %d", SEED).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(deployment.get("/metrics"))
                    .contains("undertone_tombstones_total{outcome=\"skipped\"} " + (double) skipped);
            assertThat(deployment.get("/health/ready")).isEqualTo("UP\n");
            assertThat(deployment.scorer().process().isAlive()).isTrue();
            assertThat(deployment.scorer().err()).doesNotContain("thread failed");
        }
    }

    private static String id(ConsumerRecord<byte[], byte[]> score) {
        try {
            return new ObjectMapper().readTree(score.value()).get("id").asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Headers headers, String name) {
        return new String(headers.lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
