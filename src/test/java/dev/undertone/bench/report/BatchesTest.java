// SPDX-License-Identifier: Apache-2.0
package dev.undertone.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.undertone.batch.FlushReason;
import dev.undertone.metrics.PrometheusMetrics;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BatchesTest {
    @Test
    void shouldReadWhatTheServiceTellsOfItsBatches() {
        // Given
        PrometheusMetrics metrics = new PrometheusMetrics("tiny", "1");
        metrics.batchScored(FlushReason.SIZE, 60, 900, 1_000, Duration.ofMillis(30));
        metrics.batchScored(FlushReason.LINGER, 20, 100, 250, Duration.ofMillis(10));

        // When
        Batches batches = Batches.parse(metrics.scrape()).orElseThrow();

        // Then
        assertThat(batches.reviewsPerBatch()).isEqualTo(40);
        assertThat(batches.tokensPerBatch()).isEqualTo(500);
        assertThat(batches.padding()).isEqualTo(1.25);
        assertThat(batches.inferenceMicros()).isEqualTo(500);
        assertThat(batches.reasons())
                .containsEntry("size", 1L)
                .containsEntry("linger", 1L)
                .containsEntry("tokens", 0L)
                .containsEntry("commit", 0L);
    }

    @Test
    void shouldLeaveOutTheBatchesOfTheWarmUp() {
        // Given
        PrometheusMetrics metrics = new PrometheusMetrics("tiny", "1");
        metrics.batchScored(FlushReason.SIZE, 60, 900, 1_000, Duration.ofMillis(30));
        Batches warmUp = Batches.parse(metrics.scrape()).orElseThrow();
        metrics.batchScored(FlushReason.LINGER, 20, 100, 250, Duration.ofMillis(10));

        // When
        Batches since = Batches.parse(metrics.scrape()).orElseThrow().since(warmUp);

        // Then
        assertThat(since.number()).isEqualTo(1);
        assertThat(since.reviews()).isEqualTo(20);
        assertThat(since.padding()).isEqualTo(2.5);
        assertThat(since.inferenceMicros()).isCloseTo(500, within(0.001));
        assertThat(since.reasons()).containsEntry("size", 0L).containsEntry("linger", 1L);
    }

    @Test
    void shouldNotReadAPageThatTellsHalfOfABatch() {
        // Given
        PrometheusMetrics metrics = new PrometheusMetrics("tiny", "1");
        metrics.batchScored(FlushReason.SIZE, 60, 900, 1_000, Duration.ofMillis(30));
        String page = metrics.scrape();

        // When
        String torn = page.replace("undertone_batch_padded_tokens_count 1", "undertone_batch_padded_tokens_count 2");

        // Then
        assertThat(torn).isNotEqualTo(page);
        assertThat(Batches.parse(torn)).isEmpty();
    }

    @Test
    void shouldSayThatThereWasNone() {
        String page = new PrometheusMetrics("tiny", "1").scrape();
        assertThatThrownBy(() -> Batches.parse(page))
                .isInstanceOf(BenchException.class)
                .hasMessage("the service's metrics tell of no batch");
    }
}
