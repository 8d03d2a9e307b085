// SPDX-License-Identifier: Apache-2.0
package dev.undertone.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BusyTimeAverageTest {
    private final BusyTimeAverage share = new BusyTimeAverage(1000);

    @Test
    void shouldBeNothingAtFirst() {
        assertThat(share.at(5)).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MAX_VALUE - 5000, Long.MIN_VALUE})
    void shouldBeTheShareOfASteadyLoadFromTheBeginningOn(long start) {
        // Given
        share.begin(start);

        // When
        for (long offset = 40; offset <= 10_000; offset += 40) {
            share.add(start + offset, 10);

            // Then
            assertThat(share.at(start + offset)).as("after %d", offset).isCloseTo(0.25, within(0.01));
        }
    }

    @Test
    void shouldBeOneWhereAllTheTimeWasSpent() {
        // Given
        share.begin(0);

        // When
        share.add(100_000, 100_000);

        // Then
        assertThat(share.at(100_000)).isEqualTo(1);
    }

    @Test
    void shouldForgetWhatIsFurtherBackThanItsSpan() {
        // Given
        share.begin(0);
        share.add(100_000, 100_000);

        // Then
        assertThat(share.at(101_000)).isCloseTo(1 / Math.E, within(0.001));
        assertThat(share.at(110_000)).isLessThan(0.001);
    }

    @Test
    void shouldForgetEverythingAtANewBeginning() {
        // Given
        share.begin(0);
        share.add(1000, 1000);

        // When
        share.begin(1000);

        // Then
        assertThat(share.at(1001)).isZero();
    }

    @Test
    void shouldKnowNoPastWithoutASpan() {
        // Given
        BusyTimeAverage none = new BusyTimeAverage(0);
        none.begin(0);

        // When
        none.add(10, 10);

        // Then
        assertThat(none.at(110)).isLessThan(0.001);
    }
}
