// SPDX-License-Identifier: Apache-2.0
package dev.undertone.it.overload;

import static dev.undertone.testing.Records.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.batch.BatchPace;
import dev.undertone.bench.report.Batches;
import dev.undertone.testing.Deployment;
import dev.undertone.testing.TestBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A model some two hundred times as slow as the shipped one. The build has some seconds of it; with a backlog, and
 * transactions that last no longer than Kafka Streams allows at least:
 *
 * <pre>mvn verify -Dit.test=SlowModelIT -Doverload.reviews=3000 -Doverload.transaction.ms=2100</pre>
 */
@Tag("alone")
@Tag("thorough")
class SlowModelIT {
    private static final int REVIEWS = Integer.getInteger("overload.reviews", 60);
    private static final int TRANSACTION_MILLIS = Integer.getInteger("overload.transaction.ms", 10_000);

    /** Many, as Kafka Streams lets each hand over a review before it looks whether to commit. */
    private static final int PARTITIONS = Integer.getInteger("overload.partitions", 16);

    private static final Duration PER_TOKEN = Duration.ofNanos(500_000);

    @TempDir
    private Path folder;

    @Test
    void shouldShrinkItsBatchesAndBreakNoTransaction() throws Exception {
        String input = "slow-" + UUID.randomUUID().toString().substring(0, 8);
        TestBroker.createTopic(input, PARTITIONS);
        try (Deployment deployment = new Deployment(
                "input.topic=" + input,
                "model.path=" + SlowModel.writeTo(folder, PER_TOKEN),
                "kafka.producer.transaction.timeout.ms=" + TRANSACTION_MILLIS)) {
            // Given
            List<ProducerRecord<byte[], byte[]>> reviews = new ArrayList<>();
            for (int i = 0; i < REVIEWS; i++) {
                String text = "good" + " film".repeat(SlowModel.TOKEN_LIMIT - 1);
                reviews.add(new ProducerRecord<>(
                        input, i % PARTITIONS, null, bytes("{\"id\":\"" + i + "\",\"text\":\"" + text + "\"}")));
            }
            Deployment.send(reviews);

            // When
            long start = System.nanoTime();
            deployment.start();
            List<String> scored = Deployment.read(deployment.output, REVIEWS).stream()
                    .map(record -> new String(record.value()).replaceFirst("^\\{\"id\":\"(\\d+)\".*", "$1"))
                    .toList();

            // Then
            Batches batches = Batches.parse(deployment.get("/metrics")).orElseThrow();
            double seconds = batches.inferenceSeconds() / batches.number();
            System.out.printf(
                    Locale.ROOT,
                    "a slow model: %d reviews of %d tokens in %d batches of %.1f s, %.1f s from the start on%n",
                    REVIEWS,
                    SlowModel.TOKEN_LIMIT,
                    batches.number(),
                    seconds,
                    (System.nanoTime() - start) / 1e9);
            assertThat(scored).hasSize(REVIEWS).doesNotHaveDuplicates();
            // One would hold them all, were it fast. The first is of a speed that nobody knows yet.
            assertThat(batches.number()).isGreaterThan(1);
            assertThat(seconds).isLessThan(2.0 * BatchPace.LONGEST.toSeconds());
            assertThat(deployment.scorer().err()).doesNotContain("Rebalancing").doesNotContain("replaced");
            deployment.assertAlive();
        }
    }
}
