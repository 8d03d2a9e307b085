// SPDX-License-Identifier: Apache-2.0
package dev.undertone.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.review.ModelId;
import dev.undertone.serve.ModelRole;
import dev.undertone.serve.ReloadResult;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrometheusModelMetricsTest {
    private static final ModelId ONE = new ModelId("undertone-en", "1");
    private static final ModelId TWO = new ModelId("undertone-en", "2");

    private final PrometheusMetrics page = new PrometheusMetrics("undertone-en", "1");
    private final PrometheusModelMetrics metrics = new PrometheusModelMetrics(page);

    @Test
    void shouldShowEverySeriesFromTheStart() {
        assertThat(samples())
                .contains(
                        "undertone_model_reloads_total{outcome=\"refused\",role=\"served\"} 0.0",
                        "undertone_model_reloads_total{outcome=\"swapped\",role=\"served\"} 0.0",
                        "undertone_model_reloads_total{outcome=\"unchanged\",role=\"served\"} 0.0",
                        "undertone_model_reloads_total{outcome=\"refused\",role=\"shadow\"} 0.0",
                        "undertone_model_reloads_total{outcome=\"swapped\",role=\"shadow\"} 0.0",
                        "undertone_model_reloads_total{outcome=\"unchanged\",role=\"shadow\"} 0.0",
                        "undertone_shadow_reviews_total{result=\"agreed\"} 0.0",
                        "undertone_shadow_reviews_total{result=\"disagreed\"} 0.0",
                        "undertone_shadow_reviews_total{result=\"dropped\"} 0.0",
                        "undertone_shadow_reviews_total{result=\"failed\"} 0.0",
                        "undertone_shadow_score_difference_count 0");
    }

    @Test
    void shouldShowTheModelThatCameIntoService() {
        // When
        metrics.reloaded(ModelRole.SERVED, ReloadResult.SWAPPED, TWO);

        // Then
        assertThat(samples())
                .contains(
                        "undertone_model_info{name=\"undertone-en\",version=\"2\"} 1",
                        "undertone_model_reloads_total{outcome=\"swapped\",role=\"served\"} 1.0")
                .doesNotContain("undertone_model_info{name=\"undertone-en\",version=\"1\"} 1");
    }

    @Test
    void shouldNotTakeARefusedBundleOrTheShadowForTheModelInService() {
        // When
        metrics.reloaded(ModelRole.SERVED, ReloadResult.REFUSED, ONE);
        metrics.reloaded(ModelRole.SHADOW, ReloadResult.SWAPPED, TWO);

        // Then
        assertThat(samples()).contains("undertone_model_info{name=\"undertone-en\",version=\"1\"} 1");
    }

    @Test
    void shouldCountWhatTheShadowMakesOfTheReviews() {
        // Given
        metrics.shadowCompares(ONE, TWO);

        // When
        metrics.shadowCompared(true, 0.25);
        metrics.shadowCompared(true, 0.25);
        metrics.shadowCompared(false, 1.5);
        metrics.shadowDropped(7);
        metrics.shadowFailed(3);

        // Then
        assertThat(samples())
                .contains(
                        "undertone_shadow_model_info{name=\"undertone-en\",version=\"2\"} 1",
                        "undertone_shadow_reviews_total{result=\"agreed\"} 2.0",
                        "undertone_shadow_reviews_total{result=\"disagreed\"} 1.0",
                        "undertone_shadow_reviews_total{result=\"dropped\"} 7.0",
                        "undertone_shadow_reviews_total{result=\"failed\"} 3.0",
                        "undertone_shadow_score_difference_bucket{le=\"0.2\"} 0",
                        "undertone_shadow_score_difference_bucket{le=\"0.5\"} 2",
                        "undertone_shadow_score_difference_count 3",
                        "undertone_shadow_score_difference_sum 2.0",
                        "undertone_shadow_score_difference_max 1.5");
    }

    @Test
    void shouldCountAnewForAnotherPairOfModels() {
        // Given
        metrics.shadowCompares(ONE, TWO);
        metrics.shadowCompared(true, 0.25);

        // When
        metrics.shadowCompares(ONE, new ModelId("undertone-en", "3"));

        // Then
        assertThat(samples())
                .contains(
                        "undertone_shadow_model_info{name=\"undertone-en\",version=\"3\"} 1",
                        "undertone_shadow_reviews_total{result=\"agreed\"} 0.0",
                        "undertone_shadow_score_difference_count 0",
                        "undertone_shadow_score_difference_max 0.0")
                .doesNotContain("undertone_shadow_model_info{name=\"undertone-en\",version=\"2\"} 1");
    }

    private List<String> samples() {
        return page.scrape().lines().filter(line -> !line.startsWith("#")).toList();
    }
}
