// SPDX-License-Identifier: Apache-2.0
package dev.undertone.trends;

import dev.undertone.config.TrendsSettings;
import java.util.List;
import java.util.Objects;

/**
 * What all tasks of trends share. Immutable.
 *
 * @param lengths of the windows, the shortest first
 * @param maxEntries most figures that one partition of keys holds
 */
record TrendsContext(TrendsSettings settings, List<WindowLength> lengths, long maxEntries, TrendsMetrics metrics) {
    TrendsContext {
        Objects.requireNonNull(settings, "settings");
        lengths = List.copyOf(lengths);
        Objects.requireNonNull(metrics, "metrics");
    }

    /** @param partitions that the keys are spread over */
    static TrendsContext of(TrendsSettings settings, int partitions, TrendsMetrics metrics) {
        return new TrendsContext(
                settings,
                settings.windows().stream().map(WindowLength::of).toList(),
                Math.max(1, settings.maxEntries() / partitions),
                metrics);
    }

    List<String> by() {
        return settings.by();
    }

    long graceMillis() {
        return settings.grace().toMillis();
    }
}
