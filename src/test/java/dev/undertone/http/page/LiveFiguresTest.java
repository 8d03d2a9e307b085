// SPDX-License-Identifier: Apache-2.0
package dev.undertone.http.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.undertone.batch.FlushReason;
import dev.undertone.metrics.PrometheusMetrics;
import dev.undertone.review.Label;
import dev.undertone.review.ModelId;
import dev.undertone.review.RejectReason;
import dev.undertone.review.Scored;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveFiguresTest {
    private static final ModelId MODEL = new ModelId("tiny \"one\"", "1");

    private final PrometheusMetrics metrics = new PrometheusMetrics(MODEL.name(), MODEL.version());

    @Test
    void shouldTellWhatHappenedBetweenTwoLooks() throws IOException {
        // Given
        scored(Label.POSITIVE, 1, 100);
        metrics.reviewRejected(RejectReason.UNREADABLE);
        Samples before = Samples.parse(metrics.scrape());
        scored(Label.POSITIVE, 30, 15);
        scored(Label.NEGATIVE, 10, 1_500);
        metrics.batchScored(FlushReason.LINGER, 30, 100, 100, Duration.ofMillis(5));
        metrics.batchScored(FlushReason.LINGER, 10, 100, 100, Duration.ofMillis(5));
        metrics.reviewRejected(RejectReason.EMPTY_TEXT);

        // When
        JsonNode figures = json(before);

        // Then
        assertThat(figures.get("t").asLong()).isEqualTo(77);
        assertThat(figures.get("rate").asDouble()).isEqualTo(20);
        assertThat(figures.get("batch").asDouble()).isEqualTo(20);
        assertThat(figures.get("labels").toString()).isEqualTo("{\"negative\":10.0,\"neutral\":0.0,\"positive\":30.0}");
        assertThat(figures.get("rejected").toString()).isEqualTo("{\"EMPTY_TEXT\":1.0,\"UNREADABLE\":1.0}");
        assertThat(figures.get("p50").asDouble()).isBetween(0.01, 0.02);
        assertThat(figures.get("p95").asDouble()).isBetween(1.0, 2.0);
        assertThat(figures.get("p99").asDouble()).isBetween(1.0, 2.0);
        assertThat(figures.get("model").asText()).contains("tiny", "one", " 1");
        assertThat(figures.has("shadow")).isFalse();
    }

    @Test
    void shouldTellNothingOfWhatWasNotObserved() throws IOException {
        // Given
        scored(Label.POSITIVE, 5, 100);

        // When
        JsonNode figures = json(Samples.parse(metrics.scrape()));

        // Then
        assertThat(figures.get("rate").asDouble()).isZero();
        assertThat(figures.has("p50")).isFalse();
        assertThat(figures.has("batch")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0.5, 1.0", "0.25, 0.5", "0.75, 3.0", "1.0, 5.0"})
    void shouldFindAQuantileWithinItsBucket(double share, double expected) {
        // Given
        Samples before = Samples.parse("t_bucket{le=\"1.0\"} 10\nt_bucket{le=\"5.0\"} 10\nt_bucket{le=\"+Inf\"} 10\n");
        Samples now = Samples.parse("t_bucket{le=\"1.0\"} 30\nt_bucket{le=\"5.0\"} 50\nt_bucket{le=\"+Inf\"} 50\n");

        // Then
        assertThat(now.quantile("t", share, before)).isEqualTo(expected);
    }

    private void scored(Label label, int count, int millis) {
        for (int i = 0; i < count; i++) {
            metrics.reviewScored(new Scored(label, 0.9, 3, false, MODEL), Duration.ofMillis(millis));
        }
    }

    private JsonNode json(Samples before) throws IOException {
        return new ObjectMapper()
                .readTree(LiveFigures.json(LiveFigures.Source.TOPIC, before, Samples.parse(metrics.scrape()), 77, 2));
    }
}
