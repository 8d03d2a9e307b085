// SPDX-License-Identifier: Apache-2.0
package dev.undertone.metrics;

import dev.undertone.http.score.ScoreRequestMetrics;
import java.util.Arrays;
import java.util.List;

/** What is counted of requests for scores over HTTP. */
final class RequestMetricSpecs {
    static final MetricSpec SCORE_REQUESTS = MetricSpec.counter(
                    "undertone_score_requests_total",
                    "requests",
                    "Requests to `POST /score`, by how they ended.",
                    "Programs ask. `turned_away`: more texts wait than `http.score.waiting` lets; `refused`: something is wrong with the"
                            + " requests; `failed`: the model fails, the log says why.")
            .labelled(
                    "outcome",
                    Arrays.stream(ScoreRequestMetrics.Ending.values())
                            .map(MetricSpec::text)
                            .toList());
    static final MetricSpec SCORE_REQUEST = MetricSpec.histogram(
                    "undertone_score_request_seconds",
                    "seconds",
                    "Time from a request's headers to its answer, but for sending that.",
                    "Requests wait: they bring more texts than the threads score.")
            .buckets(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5);
    static final MetricSpec SCORE_BATCH = MetricSpec.summary(
            "undertone_score_request_batch_reviews",
            "reviews",
            "Reviews of requests that were scored together.",
            "More requests come at the same time, or with more reviews.");

    static final List<MetricGroup> GROUPS = List.of(new MetricGroup(
            "Requests",
            "`POST /score` has batches of its own; the figures of reviews and batches above are those of the topic.",
            List.of(SCORE_REQUESTS, SCORE_REQUEST, SCORE_BATCH)));

    private RequestMetricSpecs() {}
}
