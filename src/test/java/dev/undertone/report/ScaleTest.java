// SPDX-License-Identifier: Apache-2.0
package dev.undertone.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class ScaleTest {
    @Test
    void shouldTickALinearAxisAtRoundNumbers() {
        assertThat(labels(Axis.linear("y"), 71.3, 88.9)).containsExactly("70", "75", "80", "85", "90");
        assertThat(labels(Axis.linear("y"), 0.1, 0.3)).containsExactly("0.10", "0.15", "0.20", "0.25", "0.30");
        assertThat(labels(Axis.linear("y"), 0, 25_000))
                .containsExactly("0", "5,000", "10,000", "15,000", "20,000", "25,000");
        assertThat(labels(Axis.linear("y"), -0.4, 1)).containsExactly("-0.5", "0.0", "0.5", "1.0");
    }

    @Test
    void shouldTickALogarithmicAxisAtRoundNumbers() {
        assertThat(labels(Axis.logarithmic("y"), 10, 400)).containsExactly("10", "20", "50", "100", "200", "500");
        assertThat(labels(Axis.logarithmic("y"), 3e-6, 0.02))
                .containsExactly("10⁻⁶", "10⁻⁵", "10⁻⁴", "0.001", "0.01", "0.1");
    }

    @Test
    void shouldKeepTheTicksFewOverManyDecades() {
        assertThat(labels(Axis.logarithmic("y"), 1e-30, 1))
                .hasSizeBetween(5, 10)
                .contains("10⁻²⁴");
    }

    @Test
    void shouldReachTheNumbersItIsToShow() {
        assertThat(labels(Axis.linear("y").showing(0, 1), 0.31, 0.62))
                .containsExactly("0.0", "0.2", "0.4", "0.6", "0.8", "1.0");
    }

    @Test
    void shouldHaveRoomAroundASingleNumber() {
        for (Axis axis : List.of(Axis.linear("y"), Axis.logarithmic("y"))) {
            // When
            Scale scale = new Scale(axis, DoubleStream.of(100), 0, 10);

            // Then
            assertThat(scale.position(100)).isBetween(0.0, 10.0);
            assertThat(scale.ticks()).hasSizeGreaterThan(1);
        }
    }

    @Test
    void shouldPlaceEqualRatiosAtEqualDistancesOnALogarithmicAxis() {
        // When
        Scale scale = new Scale(Axis.logarithmic("y"), DoubleStream.of(1, 10_000), 100, 500);

        // Then
        assertThat(scale.position(1)).isEqualTo(100);
        assertThat(scale.position(100)).isEqualTo(300);
        assertThat(scale.position(10_000)).isEqualTo(500);
    }

    private static List<String> labels(Axis axis, double... values) {
        return new Scale(axis, DoubleStream.of(values), 0, 100)
                .ticks().stream().map(Scale.Tick::label).toList();
    }
}
