// SPDX-License-Identifier: Apache-2.0
package dev.undertone.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.batch.FlushReason;
import dev.undertone.http.Health;
import dev.undertone.review.Label;
import dev.undertone.review.ModelId;
import dev.undertone.review.RejectReason;
import dev.undertone.review.Scored;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class PrometheusMetricsTest {
    private final PrometheusMetrics metrics = new PrometheusMetrics("undertone-en", "1.2.0");

    @Test
    void shouldShowEverySeriesFromTheStart() {
        // When
        List<String> samples = samples();

        // Then
        assertThat(samples)
                .contains(
                        "undertone_batches_total{reason=\"commit\"} 0.0",
                        "undertone_batches_total{reason=\"linger\"} 0.0",
                        "undertone_batches_total{reason=\"size\"} 0.0",
                        "undertone_batches_total{reason=\"tokens\"} 0.0",
                        "undertone_model_info{name=\"undertone-en\",version=\"1.2.0\"} 1",
                        "undertone_reviews_rejected_total{reason=\"EMPTY_TEXT\"} 0.0",
                        "undertone_reviews_rejected_total{reason=\"MISSING_TEXT\"} 0.0",
                        "undertone_reviews_rejected_total{reason=\"MODEL_FAILURE\"} 0.0",
                        "undertone_reviews_rejected_total{reason=\"TOO_LARGE\"} 0.0",
                        "undertone_reviews_rejected_total{reason=\"UNREADABLE\"} 0.0",
                        "undertone_reviews_scored_total{label=\"negative\"} 0.0",
                        "undertone_reviews_scored_total{label=\"neutral\"} 0.0",
                        "undertone_reviews_scored_total{label=\"positive\"} 0.0",
                        "undertone_reviews_received_total 0.0",
                        "undertone_reviews_truncated_total 0.0",
                        "undertone_tokens_total{kind=\"known\"} 0.0",
                        "undertone_tokens_total{kind=\"unknown\"} 0.0",
                        "undertone_batch_reviews_count 0",
                        "undertone_queue_wait_seconds_count 0",
                        "undertone_score_count 0",
                        "undertone_batch_tokens_count 0",
                        "undertone_inference_seconds_count 0",
                        "undertone_event_to_score_seconds_count 0");
    }

    @Test
    void shouldNameEveryMeterAfterTheProduct() {
        // When
        List<String> samples = samples();

        // Then
        assertThat(samples).isNotEmpty().allMatch(sample -> sample.startsWith("undertone_"));
    }

    @Test
    void shouldCountOutcomesByLabelAndReason() {
        // When
        metrics.reviewScored(scored(Label.POSITIVE, 0.97, false), Duration.ofMillis(30));
        metrics.reviewScored(scored(Label.POSITIVE, 0.55, true), Duration.ofSeconds(3));
        metrics.reviewRejected(RejectReason.TOO_LARGE);

        // Then
        assertThat(samples())
                .contains(
                        "undertone_reviews_scored_total{label=\"positive\"} 2.0",
                        "undertone_reviews_scored_total{label=\"negative\"} 0.0",
                        "undertone_reviews_rejected_total{reason=\"TOO_LARGE\"} 1.0",
                        "undertone_reviews_truncated_total 1.0",
                        "undertone_score_bucket{le=\"0.0\"} 0",
                        "undertone_score_bucket{le=\"0.2\"} 1",
                        "undertone_score_bucket{le=\"0.9\"} 1",
                        "undertone_score_bucket{le=\"1.0\"} 2",
                        "undertone_event_to_score_seconds_count 2",
                        "undertone_event_to_score_seconds_bucket{le=\"0.02\"} 0",
                        "undertone_event_to_score_seconds_bucket{le=\"0.05\"} 1",
                        "undertone_event_to_score_seconds_bucket{le=\"5.0\"} 2");
    }

    @Test
    void shouldMeasureBatches() {
        // When
        metrics.batchScored(FlushReason.SIZE, 64, 3_000, 3_500, Duration.ofMillis(40));
        metrics.batchScored(FlushReason.LINGER, 3, 60, 70, Duration.ofMillis(2));

        // Then
        assertThat(samples())
                .contains(
                        "undertone_batches_total{reason=\"size\"} 1.0",
                        "undertone_batches_total{reason=\"linger\"} 1.0",
                        "undertone_batch_reviews_sum 67.0",
                        "undertone_batch_reviews_bucket{le=\"2.0\"} 0",
                        "undertone_batch_reviews_bucket{le=\"4.0\"} 1",
                        "undertone_batch_reviews_bucket{le=\"64.0\"} 2",
                        "undertone_batch_tokens_sum 3060.0",
                        "undertone_batch_padded_tokens_sum 3570.0",
                        "undertone_batch_tokens_bucket{le=\"64.0\"} 1",
                        "undertone_inference_seconds_sum 0.042",
                        "undertone_inference_seconds_bucket{le=\"0.002\"} 1");
    }

    @Test
    void shouldTellKnownTokensFromUnknownOnes() {
        // When
        metrics.tokensRead(90, 10);
        metrics.tokensRead(5, 0);

        // Then
        assertThat(samples())
                .contains(
                        "undertone_tokens_total{kind=\"known\"} 95.0", "undertone_tokens_total{kind=\"unknown\"} 10.0");
    }

    @Test
    void shouldCountReviewsAsTheyComeAndHowLongTheyWait() {
        // When
        metrics.reviewReceived();
        metrics.reviewWaited(Duration.ofMillis(15));

        // Then
        assertThat(samples())
                .contains(
                        "undertone_reviews_received_total 1.0",
                        "undertone_queue_wait_seconds_bucket{le=\"0.01\"} 0",
                        "undertone_queue_wait_seconds_bucket{le=\"0.02\"} 1");
    }

    @Test
    void shouldShowWhatTheHealthPagesAnswer() {
        // Given
        AtomicReference<Optional<String>> ready = new AtomicReference<>(Optional.of("no broker answers"));
        metrics.observe(new Health(Optional::empty, ready::get, Optional::empty));
        List<String> before = samples();

        // When
        ready.set(Optional.empty());

        // Then
        assertThat(before).contains("undertone_health{probe=\"live\"} 1.0", "undertone_health{probe=\"ready\"} 0.0");
        assertThat(samples()).contains("undertone_health{probe=\"ready\"} 1.0");
    }

    @Test
    void shouldShowOfJavaWhatTheReferenceExplainsAndNothingElse() {
        // When
        metrics.observeProcess();

        // Then
        metrics.close();
        assertThat(metrics.scrape().lines().filter(line -> line.startsWith("# TYPE ")))
                .anyMatch(line -> line.equals("# TYPE jvm_memory_used_bytes gauge"))
                .allMatch(line -> MetricsReference.markdown()
                                .contains("| `" + line.split(" ")[2].replaceAll("_max$", "") + "` | ")
                        || MetricsReference.markdown().contains("| `" + line.split(" ")[2] + "` | "));
    }

    @Test
    void shouldShowTheModelThatIsServedNowAndNoOther() {
        // When
        metrics.modelServed("undertone-en", "1.3.0");

        // Then
        assertThat(samples())
                .filteredOn(sample -> sample.startsWith("undertone_model_info"))
                .containsExactly("undertone_model_info{name=\"undertone-en\",version=\"1.3.0\"} 1");
    }

    private static Scored scored(Label label, double probability, boolean truncated) {
        return new Scored(label, probability, 7, truncated, new ModelId("undertone-en", "1.2.0"));
    }

    private List<String> samples() {
        return metrics.scrape().lines().filter(line -> !line.startsWith("#")).toList();
    }
}
