// SPDX-License-Identifier: Apache-2.0
package dev.undertone.trends;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SourceTimesTest {
    private static final long SILENCE = SourceTimes.SILENT_AFTER_MILLIS;

    private final SourceTimes times = new SourceTimes();

    @Test
    void shouldKnowNoTimeBeforeAnythingIsHeard() {
        assertThat(times.watermark(1000)).isEmpty();
    }

    @Test
    void shouldWaitForTheSlowestPartition() {
        // When
        times.heard(0, 500, 600, 0);
        times.heard(1, 100, 200, 0);

        // Then
        assertThat(times.watermark(10)).hasValue(100);
    }

    @Test
    void shouldNotWaitForOneThatIsSilent() {
        // Given
        times.heard(0, 500, 600, 0);
        times.heard(1, 100, 200, 0);

        // When
        times.heard(0, 700, 800, SILENCE - 1);

        // Then
        assertThat(times.watermark(SILENCE - 1)).hasValue(100);
        assertThat(times.watermark(SILENCE)).hasValue(700);
    }

    @Test
    void shouldGoOnByTheClockWhereAllAreSilent() {
        // Given
        times.heard(0, 500, 600, 0);
        times.heard(1, 100, 200, 7);

        // Then
        assertThat(times.watermark(SILENCE + 7)).hasValue(600 + SILENCE + 7);
    }

    @Test
    void shouldNeverGoBack() {
        // When
        times.heard(0, 500, 600, 0);

        // Then
        assertThat(times.heard(0, 300, 400, 1)).isEqualTo(500);
        assertThat(times.watermark(1)).hasValue(500);
    }
}
