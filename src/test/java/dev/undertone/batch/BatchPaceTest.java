// SPDX-License-Identifier: Apache-2.0
package dev.undertone.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BatchPaceTest {
    private static final int MOST = 100_000;

    private final BatchPace pace = new BatchPace(MOST);

    @Test
    void shouldBeginWithLittleWhereNothingIsKnown() {
        assertThat(pace.mostTokens()).isEqualTo(4_096);
        assertThat(pace.maySlowDown()).isTrue();
        assertThat(new BatchPace(10).mostTokens()).isEqualTo(10);
    }

    @Test
    void shouldLetAFastModelHaveAllAfterItsFirstBatch() {
        // When
        pace.took(4_000, Duration.ofMillis(10));

        // Then
        assertThat(pace.mostTokens()).isEqualTo(MOST);
        assertThat(pace.maySlowDown()).isFalse();
    }

    @Test
    void shouldLetASlowModelHaveWhatItDoesInTwoSeconds() {
        // When
        pace.took(4_000, Duration.ofSeconds(4));

        // Then
        assertThat(pace.mostTokens()).isEqualTo(2_000);
        assertThat(pace.maySlowDown()).isTrue();
    }

    @Test
    void shouldNotTakeOneSmallBatchForSlowness() {
        // Given
        pace.took(4_000, Duration.ofMillis(10));

        // When a single review takes as long as its call
        pace.took(10, Duration.ofMillis(3));

        // Then
        assertThat(pace.mostTokens()).isEqualTo(MOST);
        assertThat(pace.maySlowDown()).isFalse();
    }

    @Test
    void shouldStaySlowThroughSmallBatches() {
        // Given
        pace.took(4_000, Duration.ofSeconds(4));

        // When
        pace.took(10, Duration.ofMillis(10));

        // Then
        assertThat(pace.mostTokens()).isEqualTo(2_000);
        assertThat(pace.maySlowDown()).isTrue();
    }

    @Test
    void shouldGrowAgainBehindAHiccup() {
        // Given
        pace.took(10, Duration.ofSeconds(5));
        assertThat(pace.mostTokens()).isEqualTo(256);

        // When
        pace.took(200, Duration.ofMillis(1));

        // Then
        assertThat(pace.mostTokens()).isEqualTo(MOST);
        assertThat(pace.maySlowDown()).isFalse();
    }

    @Test
    void shouldLearnNothingFromReviewsThatTheModelDidNotRead() {
        // Given
        pace.took(4_000, Duration.ofSeconds(4));

        // When
        pace.took(0, Duration.ofNanos(1));

        // Then
        assertThat(pace.mostTokens()).isEqualTo(2_000);
    }

    @Test
    void shouldLeaveRoomForALongReviewHoweverSlow() {
        // When
        pace.took(1, Duration.ofMinutes(1));

        // Then
        assertThat(pace.mostTokens()).isEqualTo(256);
        assertThat(pace.maySlowDown()).isTrue();
    }

    @Test
    void shouldTakeATimeOfNothingForFast() {
        // When
        pace.took(4_000, Duration.ZERO);

        // Then
        assertThat(pace.mostTokens()).isEqualTo(MOST);
    }

    @Test
    void shouldBeginAnewWithAnotherModel() {
        // Given
        pace.took(4_000, Duration.ofMillis(10));

        // When
        pace.forget();

        // Then
        assertThat(pace.mostTokens()).isEqualTo(4_096);
        assertThat(pace.maySlowDown()).isTrue();
    }
}
