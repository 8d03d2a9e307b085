// SPDX-License-Identifier: Apache-2.0
package dev.undertone.http.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SamplerTest {
    private static final long SECOND = 1_000_000_000;

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MAX_VALUE - SECOND, Long.MIN_VALUE, -5})
    void shouldLetSoManyASecondThroughHoweverManyCome(long start) {
        // Given
        AtomicLong now = new AtomicLong(start);
        Sampler sampler = new Sampler(20, now::get);

        // When
        long let = 0;
        for (int i = 0; i < 100_000; i++) {
            let += sampler.lets() ? 1 : 0;
            now.addAndGet(SECOND / 10_000);
        }

        // Then
        assertThat(let).isBetween(218L, 221L);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20})
    void shouldLetAllThroughWhereFewCome(int together) {
        // Given
        AtomicLong now = new AtomicLong();
        Sampler sampler = new Sampler(20, now::get);

        // When
        long let = 0;
        for (int i = 0; i < 100; i++) {
            now.addAndGet(SECOND);
            let += IntStream.range(0, together).filter(one -> sampler.lets()).count();
        }

        // Then
        assertThat(let).isEqualTo(100L * together);
    }
}
