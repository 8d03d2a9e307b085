// SPDX-License-Identifier: Apache-2.0
package dev.undertone.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MemoryTest {
    private static final Duration WARM_UP = Duration.ofMinutes(5);

    @Test
    void shouldFindNoGrowthAfterAWarmUp() {
        // When
        Memory memory = Memory.of(anHour(minute -> minute < 5 ? 100 + 40 * minute : 300), WARM_UP);

        // Then
        assertThat(memory.growth()).isEqualTo(1);
        assertThat(memory.perHour()).isZero();
    }

    @Test
    void shouldFindASteadyLeak() {
        // When
        Memory memory = Memory.of(anHour(minute -> 300 + minute), WARM_UP);

        // Then
        assertThat(memory.perHour()).isCloseTo(60, within(1e-6));
        assertThat(memory.growth()).isBetween(1.15, 1.17);
        assertThat(memory.largest()).isEqualTo(360);
    }

    /** @param mib by minute */
    private static List<Watch.Sample> anHour(DoubleUnaryOperator mib) {
        return IntStream.rangeClosed(0, 60)
                .mapToObj(minute ->
                        new Watch.Sample(minute, (long) (mib.applyAsDouble(minute) * Memory.MIB), 0, true, true, 0))
                .toList();
    }
}
