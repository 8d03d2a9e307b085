// SPDX-License-Identifier: Apache-2.0
package dev.undertone.trends;

import static dev.undertone.trends.TrendsDriver.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrendsTopologyTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void shouldCountTheReviewsOfAKeyAndOfAllByWindow() {
        try (TrendsDriver driver = new TrendsDriver(Map.of("trends.by", "productId", "trends.window", "15m,1h"))) {
            // When
            driver.review(NOON, "film-1", 0.8);
            driver.review(NOON.plus(MINUTE), "film-1", 0.4);
            driver.review(NOON.plus(MINUTE), "film-2", -0.6);
            driver.review(NOON.plus(Duration.ofMinutes(20)), "film-1", 0.0);

            // Then
            JsonNode hour = driver.figures("film-1", "1h", NOON).orElseThrow();
            assertThat(hour)
                    .hasToString(
                            "{\"by\":\"productId\",\"key\":\"film-1\",\"window\":\"1h\",\"start\":\"2026-01-02T12:00:00Z\","
                                    + "\"end\":\"2026-01-02T13:00:00Z\",\"count\":3,\"positive\":2,\"neutral\":1,\"negative\":0,"
                                    + "\"mean\":0.4,\"standardError\":0.23094}");
            assertThat(driver.figures("film-1", "15m", NOON)
                            .orElseThrow()
                            .get("count")
                            .asInt())
                    .isEqualTo(2);
            assertThat(driver.figures("", "1h", NOON).orElseThrow())
                    .hasToString(
                            "{\"window\":\"1h\",\"start\":\"2026-01-02T12:00:00Z\",\"end\":\"2026-01-02T13:00:00Z\","
                                    + "\"count\":4,\"positive\":2,\"neutral\":1,\"negative\":1,\"mean\":0.15,"
                                    + "\"standardError\":0.298608}");
        }
    }

    @Test
    void shouldTakeReviewsOutOfOrderWithinTheGrace() {
        try (TrendsDriver driver = new TrendsDriver(Map.of("trends.by", "productId", "trends.grace", "10m"))) {
            // When
            driver.review(NOON.plus(HOUR).plus(Duration.ofMinutes(9)), "film-1", 0.5);
            driver.review(NOON.plus(MINUTE), "film-1", 0.5);

            // Then
            assertThat(driver.figures("film-1", "1h", NOON)
                            .orElseThrow()
                            .get("count")
                            .asInt())
                    .isEqualTo(1);
            assertThat(driver.metrics.late).isZero();
        }
    }

    @Test
    void shouldCountALateReviewWhereItComes() {
        try (TrendsDriver driver = new TrendsDriver(Map.of("trends.by", "productId", "trends.grace", "10m"))) {
            // Given
            driver.review(NOON.plus(MINUTE), "film-1", 0.5);
            driver.review(NOON.plus(HOUR).plus(Duration.ofMinutes(10)), "film-1", 0.5);

            // When
            driver.review(NOON.plus(MINUTE), "film-1", -0.5);

            // Then
            assertThat(driver.figures("film-1", "1h", NOON)
                            .orElseThrow()
                            .get("count")
                            .asInt())
                    .isEqualTo(1);
            JsonNode all = driver.figures("", "1h", NOON.plus(HOUR)).orElseThrow();
            assertThat(all.get("count").asInt()).isEqualTo(1);
            assertThat(all.get("late").asInt()).isEqualTo(1);
            assertThat(driver.metrics.late).isEqualTo(1);
        }
    }

    @Test
    void shouldCountAReviewWithoutTheFieldOverAllOnly() {
        try (TrendsDriver driver = new TrendsDriver(Map.of("trends.by", "productId"))) {
            // When
            driver.event(NOON, "{\"id\":\"a\",\"label\":\"positive\",\"score\":0.5}");
            driver.event(NOON, "{\"id\":\"b\",\"label\":\"positive\",\"score\":0.5,\"review\":{\"productId\":null}}");
            driver.event(NOON, "{\"id\":\"c\",\"label\":\"positive\",\"score\":0.5,\"review\":{\"productId\":17}}");

            // Then
            assertThat(driver.figures("", "1h", NOON).orElseThrow().get("count").asInt())
                    .isEqualTo(3);
            assertThat(driver.figures("17", "1h", NOON)
                            .orElseThrow()
                            .get("count")
                            .asInt())
                    .isEqualTo(1);
            assertThat(driver.metrics.incomplete).isEqualTo(2);
        }
    }

    @Test
    void shouldPassOverWhatIsNoScoredEvent() {
        try (TrendsDriver driver = new TrendsDriver(Map.of("trends.by", "productId"))) {
            // When
            driver.event(NOON, null);
            driver.event(NOON, "no json");
            driver.event(NOON, "{\"label\":\"splendid\",\"score\":0.5}");
            driver.event(NOON, "{\"label\":\"positive\",\"score\":1.5}");
            driver.event(NOON, "{\"label\":\"positive\"}");

            // Then
            assertThat(driver.figures("", "1h", NOON)).isEmpty();
            assertThat(driver.metrics.unreadable).isEqualTo(4);
        }
    }

    @Test
    void shouldSendOneAlertOfAFallOnceItsWindowHasClosed() {
        try (TrendsDriver driver =
                new TrendsDriver(Map.of("trends.by", "productId", "trends.grace", "10m", "trends.alert.drop", "0.3"))) {
            // Given
            fall(driver, "film-1", 0.6, -0.2);
            fall(driver, "film-2", 0.6, 0.5);
            assertThat(driver.alerts()).isEmpty();

            // When
            driver.review(NOON.plus(HOUR.multipliedBy(2)).plus(Duration.ofMinutes(10)), "film-3", 0.5);
            driver.review(NOON.plus(HOUR.multipliedBy(2)).plus(Duration.ofMinutes(11)), "film-3", 0.5);
            driver.pass(Duration.ofSeconds(11));
            driver.pass(Duration.ofSeconds(11));

            // Then
            List<JsonNode> alerts = driver.alerts();
            assertThat(alerts)
                    .extracting(alert -> alert.path("key").asText("all"))
                    .containsExactly("all", "film-1");
            JsonNode alert = alerts.get(1);
            assertThat(alert.get("start").asText()).isEqualTo(NOON.plus(HOUR).toString());
            assertThat(alert.get("change").asDouble()).isEqualTo(-0.8);
            assertThat(alert.get("p").asDouble()).isBetween(0.0, 0.001);
            assertThat(alert.get("before").get("count").asInt()).isEqualTo(30);
            assertThat(alert.get("now").get("mean").asDouble()).isEqualTo(-0.2);
            assertThat(alert.get("examples")).hasToString("[\"film-1-b-0\",\"film-1-b-10\",\"film-1-b-12\"]");
            assertThat(driver.metrics.alerts).isEqualTo(2);
        }
    }

    @Test
    void shouldCloseAWindowByTheClockWhileNothingComes() {
        try (TrendsDriver driver = new TrendsDriver(Map.of("trends.by", "productId", "trends.grace", "10m"))) {
            // Given
            fall(driver, "film-1", 0.6, -0.2);

            // When
            driver.pass(Duration.ofMinutes(40));
            assertThat(driver.alerts()).isEmpty();
            driver.pass(Duration.ofMinutes(2));

            // Then
            assertThat(driver.alerts())
                    .extracting(alert -> alert.path("key").asText(""))
                    .contains("film-1");
        }
    }

    @Test
    void shouldLetGoOfWindowsBeyondTheHistory() {
        try (TrendsDriver driver = new TrendsDriver(Map.of("trends.by", "productId", "trends.history", "3"))) {
            // When
            for (int hour = 0; hour < 10; hour++) {
                driver.review(NOON.plus(HOUR.multipliedBy(hour)), "film-1", 0.5);
            }
            driver.pass(Duration.ofSeconds(11));

            // Then
            assertThat(driver.metrics.entries).isEqualTo(6);
            assertThat(driver.metrics.evicted).isZero();
        }
    }

    @Test
    void shouldTurnNewKeysAwayBeyondTheBound() {
        try (TrendsDriver driver = new TrendsDriver(Map.of("trends.by", "productId", "trends.max.entries", "1000"))) {
            // When
            for (int i = 0; i < 1500; i++) {
                driver.review(NOON.plusMillis(i), "film-" + i, 0.5);
            }
            driver.review(NOON.plusSeconds(2), "film-1", 0.5);

            // Then
            assertThat(driver.metrics.entries).isEqualTo(1000);
            assertThat(driver.metrics.overflowed).isEqualTo(501);
            assertThat(driver.figures("film-1", "1h", NOON)
                            .orElseThrow()
                            .get("count")
                            .asInt())
                    .isEqualTo(2);
            assertThat(driver.figures("film-1400", "1h", NOON)).isEmpty();
            assertThat(driver.figures("", "1h", NOON).orElseThrow().get("count").asInt())
                    .isEqualTo(1501);
        }
    }

    @Test
    void shouldLetTheOldestWindowsGoFirstBeyondTheBound() {
        try (TrendsDriver driver = new TrendsDriver(Map.of("trends.by", "productId", "trends.max.entries", "1000"))) {
            // When
            for (int hour = 0; hour < 5; hour++) {
                for (int i = 0; i < 300; i++) {
                    driver.review(NOON.plus(HOUR.multipliedBy(hour)).plusMillis(i), "film-" + i, 0.5);
                }
            }

            // Then
            assertThat(driver.metrics.entries).isEqualTo(3 * 301);
            assertThat(driver.metrics.evicted).isEqualTo(2);
            assertThat(driver.metrics.overflowed).isZero();
            assertThat(driver.figures("film-299", "1h", NOON)
                            .orElseThrow()
                            .get("count")
                            .asInt())
                    .isEqualTo(1);
        }
    }

    /** Thirty reviews an hour, spread a little about their mean. */
    private static void fall(TrendsDriver driver, String product, double before, double now) {
        for (int i = 0; i < 30; i++) {
            Instant time = NOON.plus(MINUTE.multipliedBy(i));
            double spread = i % 2 == 0 ? -0.1 : 0.1;
            driver.review(time, product + "-a-" + i, product, before + spread);
        }
        for (int i = 0; i < 30; i++) {
            Instant time = NOON.plus(HOUR).plus(MINUTE.multipliedBy(i));
            double spread = i % 2 == 0 ? -0.1 : 0.1;
            driver.review(time, product + "-b-" + i, product, Math.round((now + spread) * 1000) / 1000.0);
        }
    }
}
