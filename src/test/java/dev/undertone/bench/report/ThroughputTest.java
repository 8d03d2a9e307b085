// SPDX-License-Identifier: Apache-2.0
package dev.undertone.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThroughputTest {
    @Test
    void shouldCountFromTheEndOfTheWarmUp() {
        // Given 100 reviews in the first 10 s and 900 in the 3 s that follow, of which 1.5 s on a processor
        Throughput throughput = new Throughput(
                100,
                List.of(
                        new Sample(0, 0, 0, 0),
                        new Sample(2, 1, 3, 50),
                        new Sample(10, 100, 9, 100),
                        new Sample(12, 500, 10, 105),
                        new Sample(13, 1000, 10.5, 110)));

        // Then
        assertThat(throughput.seconds()).isEqualTo(3);
        assertThat(throughput.perSecond()).isEqualTo(300);
        assertThat(throughput.perCore()).isEqualTo(600);
        assertThat(throughput.cores()).isEqualTo(0.5);
        assertThat(throughput.firstAfter()).isEqualTo(2);
        assertThat(throughput.residentBytes()).isEqualTo(110);
        assertThat(throughput.residentGrowth()).isCloseTo(0.1, org.assertj.core.data.Offset.offset(1e-12));
    }

    @Test
    void shouldCutWhatCountsIntoTenParts() {
        // Given a steady 100 reviews a second
        List<Sample> samples = new ArrayList<>();
        for (int second = 0; second <= 120; second++) {
            samples.add(new Sample(second, 100L * second, second, 1_000 + second));
        }

        // When
        List<Throughput.Part> parts = new Throughput(2_000, samples).parts();

        // Then
        assertThat(parts).hasSize(10).allMatch(part -> part.perSecond() == 100);
        assertThat(parts.get(0)).isEqualTo(new Throughput.Part(3_000, 100, 1_030));
        assertThat(parts.get(9)).isEqualTo(new Throughput.Part(12_000, 100, 1_120));
    }

    @Test
    void shouldRefuseARunThatEndsInItsWarmUp() {
        assertThatThrownBy(() -> new Throughput(10, List.of(new Sample(0, 0, 0, 0), new Sample(1, 10, 1, 1))))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
