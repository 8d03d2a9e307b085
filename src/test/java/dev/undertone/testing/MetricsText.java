// SPDX-License-Identifier: Apache-2.0
package dev.undertone.testing;

/** What tests read of a metrics page in Prometheus' text format. */
public final class MetricsText {
    private MetricsText() {}

    /** The sum of a metric over those of its series whose labels hold {@code labels}. */
    public static double sum(String metrics, String name, String labels) {
        return metrics.lines()
                .filter(line -> line.startsWith(name + "{") && line.contains(labels))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
