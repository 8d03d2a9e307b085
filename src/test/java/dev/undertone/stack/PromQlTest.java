// SPDX-License-Identifier: Apache-2.0
package dev.undertone.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PromQlTest {
    @ParameterizedTest
    @MethodSource
    void shouldFindTheSeries(String expression, List<String> series) {
        assertThat(PromQl.seriesOf(expression)).containsExactlyElementsOf(series);
    }

    static List<Arguments> shouldFindTheSeries() {
        return List.of(
                argumentSet("alone", "up", List.of("up")),
                argumentSet("with labels", "up{job=\"a_job\", instance=~\"x|y\"} == 0", List.of("up")),
                argumentSet("a brace in a string", "a{x=\"}\", y=\"b{\"} + c", List.of("a", "c")),
                argumentSet("in a function", "rate(a_total[5m])", List.of("a_total")),
                argumentSet(
                        "a list before",
                        "sum by (job, le) (rate(a_bucket{le!=\"1\"}[$__rate_interval]))",
                        List.of("a_bucket")),
                argumentSet("a list behind", "sum(a) without (job)", List.of("a")),
                argumentSet(
                        "operators",
                        "a / on (job) group_left (name) b and c unless d > bool 1e3",
                        List.of("a", "b", "c", "d")),
                argumentSet("offset and subquery", "deriv((a)[10m:30s]) > 1.5 * b offset 1h", List.of("a", "b")));
    }
}
