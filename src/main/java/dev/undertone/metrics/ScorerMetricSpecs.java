// SPDX-License-Identifier: Apache-2.0
package dev.undertone.metrics;

import dev.undertone.batch.FlushReason;
import dev.undertone.review.Label;
import dev.undertone.review.RejectReason;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** The metrics that the scorer counts itself: what each is called, what it says, and its buckets. */
final class ScorerMetricSpecs {
    static final MetricSpec REVIEWS_RECEIVED = MetricSpec.counter(
            "undertone_reviews_received_total",
            "reviews",
            "Records taken in. One that is read again after a failure counts again.",
            "More is published, or a backlog is processed. If it rises while the outcomes do not, look at `/health/ready`.");
    static final MetricSpec REVIEWS_SCORED = MetricSpec.counter(
                    "undertone_reviews_scored_total",
                    "reviews",
                    "Scores handed to the producer, by label.",
                    "Work is done. A shift between the labels is a shift in the reviews, or in what the model makes of them.")
            .labelled("label", texts(Label.values(), Label::text));
    static final MetricSpec REVIEWS_REJECTED = MetricSpec.counter(
                    "undertone_reviews_rejected_total",
                    "reviews",
                    "Dead letters handed to the producer, by reason.",
                    "A publisher sends what cannot be scored, or with `MODEL_FAILURE` the model fails on single reviews; `undertone redrive"
                            + " list` shows examples.")
            .labelled("reason", texts(RejectReason.values(), RejectReason::name));
    static final MetricSpec REVIEWS_TRUNCATED = MetricSpec.counter(
            "undertone_reviews_truncated_total",
            "reviews",
            "Scored reviews with more tokens than the model reads.",
            "Reviews become longer than those the model is made for; their middle goes unread.");
    static final MetricSpec LETTERS_SHORTENED = MetricSpec.counter(
            "undertone_letters_shortened_total",
            "reviews",
            "Dead letters that lack headers, or the end of the value, as their topic does not take the whole record.",
            "Records are larger than the dead-letter topic takes; raise its `max.message.bytes`. A shortened value cannot be replayed.");
    static final MetricSpec TOMBSTONES = MetricSpec.counter(
                    "undertone_tombstones_total",
                    "records",
                    "Records without a value, and deletes in change data: `passed` on as a delete of their key, or `skipped` as they have no key.",
                    "Reviews are deleted at their source. `skipped`: a producer sends records that hold nothing.")
            .labelled("outcome", List.of("passed", "skipped"));
    static final MetricSpec UPDATES_SKIPPED = MetricSpec.counter(
            "undertone_updates_skipped_total",
            "records",
            "Updates in change data that changed nothing of what is scored, where `input.updates=changed` leaves such out.",
            "Rows are touched and not changed; nothing is to be done.");
    static final MetricSpec RECORDS_EXPIRED = MetricSpec.counter(
            "undertone_records_expired_total",
            "records",
            "Records that the input topic's retention removed before they were read; marks of transactions among them count too.",
            "Reviews are lost. Score faster, or keep the input for longer; the log has the partition and the offset.");
    static final MetricSpec EVENT_TO_SCORE = MetricSpec.histogram(
                    "undertone_event_to_score_seconds",
                    "seconds",
                    "Time from a record's timestamp to its score; a commit later it shows to readers of committed records.",
                    "Scores come late: a backlog (`kafka_consumer_fetch_manager_records_lag`), long waits or a slow model. Replayed reviews"
                            + " count with their old timestamps.")
            .buckets(0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 300);
    static final MetricSpec QUEUE_WAIT = MetricSpec.histogram(
                    "undertone_queue_wait_seconds",
                    "seconds",
                    "Time that a review waited for its batch to be flushed.",
                    "Up to `batch.linger.ms` is meant, up to eight times that behind a backlog. Beyond: the thread lacks the time to look.")
            .buckets(0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1);
    static final MetricSpec SCORE = MetricSpec.histogram(
                    "undertone_score",
                    "-1 negative to 1 positive",
                    "Distribution of the scores.",
                    "Its shape counts. More in the middle than on the day the model was chosen: it knows these reviews less well (drift).")
            .buckets(-0.9, -0.8, -0.6, -0.4, -0.2, 0, 0.2, 0.4, 0.6, 0.8, 0.9, 1);
    static final MetricSpec TOKENS = MetricSpec.counter(
                    "undertone_tokens_total",
                    "tokens",
                    "Tokens that the model read, by whether its vocabulary has them.",
                    "If the share of `unknown` rises, the reviews are in words, or in a language, that the model was not trained on; `known` of"
                            + " each score, and `input.min.known`, tell which.")
            .labelled("kind", texts(TokenKind.values(), TokenKind::text));

    static final MetricSpec BATCHES = MetricSpec.counter(
                    "undertone_batches_total",
                    "batches",
                    "Batches scored, by why they were flushed: full of reviews, full of tokens, due, before a commit, or before another model.",
                    "`linger` is low load, `size` and `tokens` a backlog. Much `commit` tears batches: commits come too often.")
            .labelled("reason", texts(FlushReason.values(), PrometheusMetrics::text));
    static final MetricSpec BATCH_REVIEWS = MetricSpec.histogram(
                    "undertone_batch_reviews",
                    "reviews",
                    "Reviews in a batch.",
                    "Batches fill, each review costs less. Near 1 under load: raise `batch.linger.ms`.")
            .buckets(1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096);
    static final MetricSpec BATCH_TOKENS = MetricSpec.histogram(
                    "undertone_batch_tokens", "tokens", "Tokens in a batch.", "Batches fill, or reviews grow longer.")
            .buckets(64, 256, 1024, 4096, 16384, 65536, 262144);
    static final MetricSpec BATCH_PADDED_TOKENS = MetricSpec.summary(
            "undertone_batch_padded_tokens",
            "tokens",
            "Tokens in a batch with those that its parts were padded with. `rate(undertone_batch_padded_tokens_sum[5m]) /"
                    + " rate(undertone_batch_tokens_sum[5m])` is the padding ratio.",
            "If it rises faster than `undertone_batch_tokens`, lengths differ more within batches, and time goes into padding.");
    static final MetricSpec INFERENCE = MetricSpec.histogram(
                    "undertone_inference_seconds",
                    "seconds",
                    "Time that the model took for a batch.",
                    "Batches are larger, the processor is shared with others, or the model is a slower one.")
            .buckets(0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5);

    static final MetricSpec MODEL_INFO = MetricSpec.gauge(
                    "undertone_model_info",
                    "always 1",
                    "The model being served.",
                    "Another version is another model: compare the distributions before and after.")
            .labelled("name, version");
    static final MetricSpec MODEL_RELOADS = MetricSpec.counter(
                    "undertone_model_reloads_total",
                    "bundles",
                    "Model bundles read again while running: `swapped`, `unchanged` or `refused`, for the model `served` and the `shadow`.",
                    "`swapped`: another model is in service. `refused`: the bundle in the folder is not sound, the log says why; a restart would"
                            + " fail on it.")
            .labelled("role, outcome");
    static final MetricSpec SHADOW_MODEL_INFO = MetricSpec.gauge(
                    "undertone_shadow_model_info",
                    "always 1",
                    "The model that scores beside the one being served; there with `model.shadow.path` only.",
                    "Another version: the counts of the shadow began anew.")
            .labelled("name, version");
    static final MetricSpec SHADOW_REVIEWS = MetricSpec.counter(
                    "undertone_shadow_reviews_total",
                    "reviews",
                    "Reviews offered to the shadow: same label, another label, not seen, failed on.",
                    "`disagreed`: the two models differ. `dropped`: the shadow is slower than the scorer. `failed`: it fails, the log says why.")
            .labelled("result", List.of("agreed", "disagreed", "dropped", "failed"));
    static final MetricSpec SHADOW_SCORE_DIFFERENCE = MetricSpec.histogram(
                    "undertone_shadow_score_difference",
                    "difference of scores, 0 to 2",
                    "How far the shadow's score of a review lies from the one that went out.",
                    "The models differ more, or in more reviews.")
            .buckets(0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1);
    static final MetricSpec SHADOW_SCORE_DIFFERENCE_MAX = MetricSpec.gauge(
            "undertone_shadow_score_difference_max",
            "difference of scores, 0 to 2",
            "The largest of these differences since the two models are compared.",
            "A review that the models see most differently.");
    static final MetricSpec HEALTH = MetricSpec.gauge(
                    "undertone_health",
                    "1 up, 0 down",
                    "What the health pages answer.",
                    "A fall counts. `ready` at 0: nothing is read now, the page says why. `live` at 0: only a restart helps.")
            .labelled("probe", texts(Probe.values(), Probe::text));

    /** In the order of the reference. A metric that is in none of them is not let out. */
    static final List<MetricGroup> GROUPS = List.of(
            new MetricGroup(
                    "Reviews",
                    "",
                    List.of(
                            REVIEWS_RECEIVED,
                            REVIEWS_SCORED,
                            REVIEWS_REJECTED,
                            REVIEWS_TRUNCATED,
                            LETTERS_SHORTENED,
                            TOMBSTONES,
                            UPDATES_SKIPPED,
                            RECORDS_EXPIRED,
                            EVENT_TO_SCORE,
                            QUEUE_WAIT,
                            SCORE,
                            TOKENS)),
            new MetricGroup(
                    "Batches", "", List.of(BATCHES, BATCH_REVIEWS, BATCH_TOKENS, BATCH_PADDED_TOKENS, INFERENCE)),
            new MetricGroup(
                    "Service",
                    "",
                    List.of(
                            MODEL_INFO,
                            MODEL_RELOADS,
                            SHADOW_MODEL_INFO,
                            SHADOW_REVIEWS,
                            SHADOW_SCORE_DIFFERENCE,
                            SHADOW_SCORE_DIFFERENCE_MAX,
                            HEALTH)));

    private ScorerMetricSpecs() {}

    /** Whether the vocabulary has a token. */
    enum TokenKind {
        KNOWN,
        UNKNOWN;

        String text() {
            return MetricSpec.text(this);
        }
    }

    /** The health pages. */
    enum Probe {
        LIVE,
        READY,
        STARTED;

        String text() {
            return MetricSpec.text(this);
        }
    }

    private static <E> List<String> texts(E[] values, Function<E, String> text) {
        return Arrays.stream(values).map(text).toList();
    }
}
