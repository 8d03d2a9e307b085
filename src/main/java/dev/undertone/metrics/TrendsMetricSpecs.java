// SPDX-License-Identifier: Apache-2.0
package dev.undertone.metrics;

import java.util.List;

/** The metrics of trends, there with {@code trends.by} and {@code undertone trends} only. */
final class TrendsMetricSpecs {
    static final MetricSpec REVIEWS = MetricSpec.counter(
                    "undertone_trends_reviews_total",
                    "reviews",
                    "Scored events read: `counted`, `unkeyed` (over all reviews only: a field of `trends.by` is missing or longer than 256"
                            + " characters) and `unreadable`. What is read again after a failure counts again here, not in the figures.",
                    "`unkeyed`: the scorer does not carry the field, name it in `output.fields` or `trends.by` there. `unreadable`: something"
                            + " else writes to the scored topic.")
            .labelled("result", List.of("counted", "unkeyed", "unreadable"));
    static final MetricSpec LATE = MetricSpec.counter(
            "undertone_trends_late_total",
            "reviews",
            "Reviews that came when a window of theirs had closed, once for each length of windows; they are in no figures but `late`.",
            "Reviews come late or far out of order; a longer `trends.grace` takes them.");
    static final MetricSpec UNCOUNTED = MetricSpec.counter(
                    "undertone_trends_uncounted_total",
                    "reviews",
                    "Reviews that a key's figures lack: `expired`, as the window is no longer held, or `overflow`, as the key was new in it"
                            + " and `trends.max.entries` used up. Figures over all reviews have the latter.",
                    "`overflow`: more keys than the memory is for; raise `trends.max.entries`. `expired`: raise `trends.history`.")
            .labelled("reason", List.of("expired", "overflow"));
    static final MetricSpec EVICTED = MetricSpec.counter(
            "undertone_trends_evicted_windows_total",
            "windows",
            "Windows of a partition of keys that went before `trends.history` was over, as `trends.max.entries` was used up.",
            "Queries reach less far back; raise `trends.max.entries`, or shorten `trends.history`.");
    static final MetricSpec ALERTS = MetricSpec.counter(
            "undertone_trends_alerts_total",
            "alerts",
            "Alerts handed to the producer.",
            "The sentiment of keys falls; the alerts' topic has which.");
    static final MetricSpec ENTRIES = MetricSpec.gauge(
            "undertone_trends_entries",
            "figures",
            "Figures, of a key in a window each, that this instance holds in memory.",
            "More keys or windows; `trends.max.entries` bounds it.");
    static final MetricSpec RUNNING = MetricSpec.gauge(
            "undertone_trends_running",
            "1 yes, 0 no",
            "Whether the application of trends runs.",
            "A fall counts. At 0 for long: a failure has ended it, the log says which; the scorer goes on without it.");

    static final MetricGroup GROUP = new MetricGroup(
            "Trends",
            "There where `trends.by` is set and with `undertone trends`, see [TRENDS.md](TRENDS.md).",
            List.of(REVIEWS, LATE, UNCOUNTED, EVICTED, ALERTS, ENTRIES, RUNNING));

    private TrendsMetricSpecs() {}
}
