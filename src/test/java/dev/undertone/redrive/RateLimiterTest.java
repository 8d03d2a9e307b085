// SPDX-License-Identifier: Apache-2.0
package dev.undertone.redrive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class RateLimiterTest {
    private long now = 1_000;

    @Test
    void shouldSpreadStepsEvenly() {
        // Given
        RateLimiter pace = new RateLimiter(OptionalDouble.of(4), () -> now);

        // When
        Duration first = pace.untilNext();
        Duration second = pace.untilNext();
        now += Duration.ofMillis(450).toNanos();
        Duration third = pace.untilNext();

        // Then
        assertThat(first).isZero();
        assertThat(second).isEqualTo(Duration.ofMillis(250));
        assertThat(third).isEqualTo(Duration.ofMillis(50));
    }

    @Test
    void shouldNotMakeUpForADelay() {
        // Given
        RateLimiter pace = new RateLimiter(OptionalDouble.of(4), () -> now);
        pace.untilNext();

        // When
        now += Duration.ofSeconds(10).toNanos();
        Duration late = pace.untilNext();
        Duration next = pace.untilNext();

        // Then
        assertThat(late).isZero();
        assertThat(next).isEqualTo(Duration.ofMillis(250));
    }

    @Test
    void shouldNeverWaitWithoutARate() {
        // Given
        RateLimiter pace = new RateLimiter(OptionalDouble.empty(), () -> now);

        // When
        pace.untilNext();

        // Then
        assertThat(pace.untilNext()).isZero();
    }

    @Test
    void shouldWaitADayAtMost() {
        // Given
        RateLimiter pace = new RateLimiter(OptionalDouble.of(1e-12), () -> now);

        // When
        pace.untilNext();

        // Then
        assertThat(pace.untilNext()).isEqualTo(Duration.ofDays(1));
    }
}
