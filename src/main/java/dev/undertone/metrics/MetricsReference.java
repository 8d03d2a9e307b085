// SPDX-License-Identifier: Apache-2.0
package dev.undertone.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Prints {@code docs/metrics.md} from {@link MetricSpec}. */
public final class MetricsReference {
    private MetricsReference() {}

    /** The whole page, in Markdown. */
    public static String markdown() {
        StringBuilder page = new StringBuilder("""
                # Metrics

                What `/metrics` shows, for Prometheus; nothing else is there. This page is printed from the code:
                `mvn -q test -Dtest=MetricsReferenceTest -Ddocs.write` writes it anew.

                Beside each histogram and summary but `undertone_score` and `undertone_shadow_score_difference` stands a gauge
                of the same name with `_max`: the largest value of the last minutes.
                """);
        for (MetricGroup group : MetricSpec.groups()) {
            page.append("\n## ").append(group.title()).append("\n\n");
            if (!group.introduction().isEmpty()) {
                page.append(group.introduction()).append("\n\n");
            }
            page.append(
                    "| series | type | unit | labels | what it is | what a rise means |\n|---|---|---|---|---|---|\n");
            group.metrics().forEach(metric -> page.append(row(metric)));
        }
        return page.toString();
    }

    private static String row(MetricSpec metric) {
        return List.of(
                                "`" + metric.prometheusName() + "`",
                                metric.type().text(),
                                metric.unit(),
                                labels(metric),
                                metric.meaning(),
                                metric.rise())
                        .stream()
                        .collect(Collectors.joining(" | ", "| ", " |"))
                        .replace("|  |", "| |")
                + "\n";
    }

    private static String labels(MetricSpec metric) {
        if (metric.labelValues().isEmpty()) {
            return Arrays.stream(metric.labels().split(", "))
                    .filter(label -> !label.isEmpty())
                    .map(label -> "`" + label + "`")
                    .collect(Collectors.joining(", "));
        }
        return "`" + metric.labels() + "`: "
                + metric.labelValues().stream().map(value -> "`" + value + "`").collect(Collectors.joining(", "));
    }
}
