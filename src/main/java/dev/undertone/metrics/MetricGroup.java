// SPDX-License-Identifier: Apache-2.0
package dev.undertone.metrics;

import java.util.List;
import java.util.Objects;

/**
 * A part of the reference.
 *
 * @param introduction in Markdown; empty where there is none
 */
record MetricGroup(String title, String introduction, List<MetricSpec> metrics) {
    MetricGroup {
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(introduction, "introduction");
        metrics = List.copyOf(metrics);
    }
}
