// SPDX-License-Identifier: Apache-2.0
package dev.undertone.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.testing.Deployment;
import dev.undertone.testing.MetricsText;
import dev.undertone.testing.WatchedService;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When what was scored is committed, so that others see it. */
@Tag("alone")
class CommitIT {
    /** Longer than any of these tests waits: whatever is committed, the scorer has asked for. */
    private static final String NEVER_BY_ITSELF = "kafka.commit.interval.ms=600000";

    private static final byte[] GOOD = "{\"text\":\"a good evening\"}".getBytes(StandardCharsets.UTF_8);
    private static final byte[] UNREADABLE = "{\"text\":\"half a".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"exactly_once_v2", "at_least_once"})
    void shouldCommitTheLastFullBatchAndWhatIsNoPartOfABatch(String guarantee) throws Exception {
        Deployment deployment = new Deployment(
                "processing.guarantee=" + guarantee,
                "batch.max.size=4",
                "batch.linger.ms=10000",
                NEVER_BY_ITSELF,
                "kafka.producer.transaction.timeout.ms=900000");
        try (WatchedService service = WatchedService.start(deployment, folder)) {
            deployment.publish(Collections.nCopies(4, GOOD));
            awaitCommit(deployment, 4);

            // The second full batch comes too soon behind a commit to be worth another.
            deployment.publish(Collections.nCopies(4, GOOD));
            awaitCommit(deployment, 8);

            deployment.publish(List.of(UNREADABLE));
            awaitCommit(deployment, 9);
            assertThat(Deployment.read(deployment.output, 8)).hasSize(8);
            assertThat(Deployment.read(deployment.deadLetters, 1)).hasSize(1);
            assertThat(batches(service.get("/metrics"), "size")).isEqualTo(2);
        }
    }

    @Test
    void shouldTearHardlyABatchWhereReviewsComeSteadily() throws Exception {
        Deployment deployment = new Deployment("batch.linger.ms=200");
        try (WatchedService service = WatchedService.start(deployment, folder)) {
            // Given
            long start = System.nanoTime();

            // When
            int[] published = {0};
            Awaitility.await("three seconds of reviews")
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> {
                        deployment.publish(List.of(GOOD));
                        published[0]++;
                        return System.nanoTime() - start > Duration.ofSeconds(3).toNanos();
                    });
            awaitCommit(deployment, published[0]);

            // Then at most what one commit in two seconds tears, which is due by itself
            String metrics = service.get("/metrics");
            assertThat(batches(metrics, "linger")).isGreaterThan(5);
            assertThat(batches(metrics, "commit")).isLessThan(4);
        }
    }

    private static void awaitCommit(Deployment deployment, long offset) {
        Awaitility.await("offset " + offset + " committed")
                .pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(20))
                .until(() -> offset == deployment.committedOffsets().getOrDefault(0, 0L));
    }

    private static double batches(String metrics, String reason) {
        return MetricsText.sum(metrics, "undertone_batches_total", "reason=\"" + reason + "\"");
    }
}
