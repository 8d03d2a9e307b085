// SPDX-License-Identifier: Apache-2.0
package dev.undertone.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatencyTest {
    @Test
    void shouldTellWithinWhichTimeAShareWasThere() {
        // Given 1 to 100 ms, in any order
        Latency latency = new Latency(
                "at_least_once",
                500,
                LongStream.rangeClosed(1, 100).map(i -> 101 - i).toArray());

        // Then
        assertThat(latency.percentile(0.5)).isEqualTo(50);
        assertThat(latency.percentile(0.99)).isEqualTo(99);
        assertThat(latency.percentile(1)).isEqualTo(100);
        assertThat(latency.percentile(0.001)).isEqualTo(1);
    }
}
