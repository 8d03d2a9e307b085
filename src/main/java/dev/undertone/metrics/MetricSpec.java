// SPDX-License-Identifier: Apache-2.0
package dev.undertone.metrics;

import dev.undertone.batch.FlushReason;
import dev.undertone.review.Label;
import dev.undertone.review.RejectReason;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Every series of {@code /metrics}, by its name in Prometheus: the one place that says what each is.
 * {@link PrometheusMetrics} registers from it, lets of what Kafka and Java offer through only what stands here, and
 * {@code docs/metrics.md} is printed from it.
 */
enum MetricSpec {
    REVIEWS_RECEIVED(
            Group.REVIEWS,
            Type.COUNTER,
            "undertone_reviews_received_total",
            "reviews",
            "Records taken in. One that is read again after a failure counts again.",
            "More is published, or a backlog is processed. If it rises while the outcomes do not, look at `/health/ready`."),
    REVIEWS_SCORED(
            Group.REVIEWS,
            Type.COUNTER,
            "undertone_reviews_scored_total",
            "reviews",
            "label",
            texts(Label.values(), Label::text),
            "Scores handed to the producer, by label.",
            "Work is done. A shift between the labels is a shift in the reviews, or in what the model makes of them."),
    REVIEWS_REJECTED(
            Group.REVIEWS,
            Type.COUNTER,
            "undertone_reviews_rejected_total",
            "reviews",
            "reason",
            texts(RejectReason.values(), RejectReason::name),
            "Dead letters handed to the producer, by reason.",
            "A publisher sends what cannot be scored, or with `MODEL_FAILURE` the model fails on single reviews; `undertone redrive"
                    + " list` shows examples."),
    REVIEWS_TRUNCATED(
            Group.REVIEWS,
            Type.COUNTER,
            "undertone_reviews_truncated_total",
            "reviews",
            "Scored reviews with more tokens than the model reads.",
            "Reviews become longer than those the model is made for; their middle goes unread."),
    LETTERS_SHORTENED(
            Group.REVIEWS,
            Type.COUNTER,
            "undertone_letters_shortened_total",
            "reviews",
            "Dead letters that lack headers, or the end of the value, as their topic does not take the whole record.",
            "Records are larger than the dead-letter topic takes; raise its `max.message.bytes`. A shortened value cannot be replayed."),
    TOMBSTONES(
            Group.REVIEWS,
            Type.COUNTER,
            "undertone_tombstones_total",
            "records",
            "outcome",
            List.of("passed", "skipped"),
            "Records without a value: `passed` on as a delete of their key, or `skipped` as they have no key.",
            "Reviews are deleted at their source. `skipped`: a producer sends records that hold nothing."),
    RECORDS_EXPIRED(
            Group.REVIEWS,
            Type.COUNTER,
            "undertone_records_expired_total",
            "records",
            "Records that the input topic's retention removed before they were read; marks of transactions among them count too.",
            "Reviews are lost. Score faster, or keep the input for longer; the log has the partition and the offset."),
    EVENT_TO_SCORE(
            Group.REVIEWS,
            "undertone_event_to_score_seconds",
            "seconds",
            new double[] {0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 300},
            "Time from a record's timestamp to its score; a commit later it shows to readers of committed records.",
            "Scores come late: a backlog (`kafka_consumer_fetch_manager_records_lag`), long waits or a slow model. Replayed reviews"
                    + " count with their old timestamps."),
    QUEUE_WAIT(
            Group.REVIEWS,
            "undertone_queue_wait_seconds",
            "seconds",
            new double[] {0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1},
            "Time that a review waited for its batch to leave.",
            "Up to `batch.linger.ms` is meant, up to eight times that behind a backlog. Beyond: the thread lacks the time to look."),
    SCORE(
            Group.REVIEWS,
            "undertone_score",
            "-1 negative to 1 positive",
            new double[] {-0.9, -0.8, -0.6, -0.4, -0.2, 0, 0.2, 0.4, 0.6, 0.8, 0.9, 1},
            "Distribution of the scores.",
            "Its shape counts. More in the middle than on the day the model was chosen: it knows these reviews less well (drift)."),
    TOKENS(
            Group.REVIEWS,
            Type.COUNTER,
            "undertone_tokens_total",
            "tokens",
            "kind",
            texts(TokenKind.values(), TokenKind::text),
            "Tokens that the model read, by whether its vocabulary has them.",
            "If the share of `unknown` rises, the reviews are in words, or in a language, that the model was not trained on; `known` of"
                    + " each score, and `input.min.known`, tell which."),
    BATCHES(
            Group.BATCHES,
            Type.COUNTER,
            "undertone_batches_total",
            "batches",
            "reason",
            texts(FlushReason.values(), PrometheusMetrics::text),
            "Batches scored, by why they left: full of reviews, full of tokens, due, before a commit, or before another model.",
            "`linger` is low load, `size` and `tokens` a backlog. Much `commit` tears batches: commits come too often."),
    BATCH_REVIEWS(
            Group.BATCHES,
            "undertone_batch_reviews",
            "reviews",
            new double[] {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096},
            "Reviews in a batch.",
            "Batches fill, each review costs less. Near 1 under load: raise `batch.linger.ms`."),
    BATCH_TOKENS(
            Group.BATCHES,
            "undertone_batch_tokens",
            "tokens",
            new double[] {64, 256, 1024, 4096, 16384, 65536, 262144},
            "Tokens in a batch.",
            "Batches fill, or reviews grow longer."),
    BATCH_PADDED_TOKENS(
            Group.BATCHES,
            Type.SUMMARY,
            "undertone_batch_padded_tokens",
            "tokens",
            "Tokens in a batch with those that its parts were padded with. `rate(undertone_batch_padded_tokens_sum[5m]) /"
                    + " rate(undertone_batch_tokens_sum[5m])` is the padding ratio.",
            "If it rises faster than `undertone_batch_tokens`, lengths differ more within batches, and time goes into padding."),
    INFERENCE(
            Group.BATCHES,
            "undertone_inference_seconds",
            "seconds",
            new double[] {0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5},
            "Time that the model took for a batch.",
            "Batches are larger, the processor is shared with others, or the model is a slower one."),
    MODEL_INFO(
            Group.SERVICE,
            Type.GAUGE,
            "undertone_model_info",
            "always 1",
            "name, version",
            "The model being served.",
            "Another version is another model: compare the distributions before and after."),
    MODEL_RELOADS(
            Group.SERVICE,
            Type.COUNTER,
            "undertone_model_reloads_total",
            "bundles",
            "role, outcome",
            "Model bundles read again while running: `swapped`, `unchanged` or `refused`, for the model `served` and the `shadow`.",
            "`swapped`: another model is in service. `refused`: the bundle in the folder is not sound, the log says why; a restart would"
                    + " fail on it."),
    SHADOW_MODEL_INFO(
            Group.SERVICE,
            Type.GAUGE,
            "undertone_shadow_model_info",
            "always 1",
            "name, version",
            "The model that scores beside the one being served; there with `model.shadow.path` only.",
            "Another version: the counts of the shadow began anew."),
    SHADOW_REVIEWS(
            Group.SERVICE,
            Type.COUNTER,
            "undertone_shadow_reviews_total",
            "reviews",
            "result",
            List.of("agreed", "disagreed", "dropped", "failed"),
            "Reviews offered to the shadow: same label, another label, not seen, failed on.",
            "`disagreed`: the two models differ. `dropped`: the shadow is slower than the scorer. `failed`: it fails, the log says why."),
    SHADOW_SCORE_DIFFERENCE(
            Group.SERVICE,
            "undertone_shadow_score_difference",
            "difference of scores, 0 to 2",
            new double[] {0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1},
            "How far the shadow's score of a review lies from the one that went out.",
            "The models differ more, or in more reviews."),
    SHADOW_SCORE_DIFFERENCE_MAX(
            Group.SERVICE,
            Type.GAUGE,
            "undertone_shadow_score_difference_max",
            "difference of scores, 0 to 2",
            "The largest of these differences since the two models are compared.",
            "A review that the models see most differently."),
    HEALTH(
            Group.SERVICE,
            Type.GAUGE,
            "undertone_health",
            "1 up, 0 down",
            "probe",
            texts(Probe.values(), Probe::text),
            "What the health pages answer.",
            "A fall counts. `ready` at 0: nothing is read now, the page says why. `live` at 0: only a restart helps."),

    LAG(
            Group.KAFKA,
            Type.GAUGE,
            "kafka_consumer_fetch_manager_records_lag",
            "records",
            "client_id, topic, partition",
            "Records of a partition of the input that were not read yet.",
            "More is published than scored: more `threads`, then more instances, up to the number of partitions."),
    RECORDS_CONSUMED(
            Group.KAFKA,
            Type.COUNTER,
            "kafka_consumer_fetch_manager_records_consumed_total",
            "records",
            "client_id, topic",
            "Records read of a topic.",
            "Work is done."),
    FETCH_LATENCY(
            Group.KAFKA,
            Type.GAUGE,
            "kafka_consumer_fetch_manager_fetch_latency_avg",
            "milliseconds",
            "client_id",
            "Time a broker took to answer a fetch; up to 500 ms where there is nothing to read.",
            "Under load: brokers or network are slow."),
    FETCH_THROTTLED(
            Group.KAFKA,
            Type.GAUGE,
            "kafka_consumer_fetch_manager_fetch_throttle_time_avg",
            "milliseconds",
            "client_id",
            "Time that brokers held back fetches.",
            "A quota for the scorer's client is reached."),
    ASSIGNED_PARTITIONS(
            Group.KAFKA,
            Type.GAUGE,
            "kafka_consumer_coordinator_assigned_partitions",
            "partitions",
            "client_id",
            "Partitions that a thread reads.",
            "Other instances left. At 0, a thread has nothing to do: there are more threads than partitions."),
    REBALANCES(
            Group.KAFKA,
            Type.COUNTER,
            "kafka_consumer_coordinator_rebalance_total",
            "rebalances",
            "client_id",
            "Rebalances: partitions were assigned anew.",
            "Instances come and go. Without a deployment: look for restarts, and for threads that do not poll in time."),
    FAILED_REBALANCES(
            Group.KAFKA,
            Type.COUNTER,
            "kafka_consumer_coordinator_failed_rebalance_total",
            "rebalances",
            "client_id",
            "Rebalances that had to be begun again.",
            "A member of the group fails while joining, or the coordinator moves."),
    SINCE_HEARTBEAT(
            Group.KAFKA,
            Type.GAUGE,
            "kafka_consumer_coordinator_last_heartbeat_seconds_ago",
            "seconds",
            "client_id",
            "Time since a thread's consumer last sent its group's coordinator a heartbeat; it waits for the answer to the one before.",
            "The broker does not answer: beyond three heartbeats `/health/ready` is down, beyond `session.timeout.ms` others get the"
                    + " partitions."),
    SINCE_POLL(
            Group.KAFKA,
            Type.GAUGE,
            "kafka_consumer_last_poll_seconds_ago",
            "seconds",
            "client_id",
            "Time since a thread last asked for records; -1 for the consumers that only restore state, which the scorer has none of.",
            "A thread hangs, or waits for a broker: beyond `max.poll.interval.ms` `/health/live` is down."),
    CONSUMER_LOGIN_FAILURES(
            Group.KAFKA,
            Type.COUNTER,
            "kafka_consumer_failed_authentication_total",
            "connections",
            "client_id",
            "Connections of consumers on which a broker refused the login.",
            "Credentials have expired or were changed."),
    PRODUCER_LOGIN_FAILURES(
            Group.KAFKA,
            Type.COUNTER,
            "kafka_producer_failed_authentication_total",
            "connections",
            "client_id",
            "Connections of producers on which a broker refused the login.",
            "Credentials have expired or were changed."),
    RECORDS_SENT(
            Group.KAFKA,
            Type.COUNTER,
            "kafka_producer_record_send_total",
            "records",
            "client_id",
            "Scores and dead letters sent.",
            "Work is done."),
    SEND_ERRORS(
            Group.KAFKA,
            Type.COUNTER,
            "kafka_producer_record_error_total",
            "records",
            "client_id",
            "Scores and dead letters that could not be written, or went with a transaction that was given up.",
            "The output or dead-letter topic refuses records: too large, no right, no topic; the log says which."),
    SEND_RETRIES(
            Group.KAFKA,
            Type.COUNTER,
            "kafka_producer_record_retry_total",
            "records",
            "client_id",
            "Scores and dead letters sent once more.",
            "Leaders of partitions move, or brokers answer too late."),
    SEND_LATENCY(
            Group.KAFKA,
            Type.GAUGE,
            "kafka_producer_request_latency_avg",
            "milliseconds",
            "client_id",
            "Time a broker took to take a request of the producer.",
            "Brokers, or their replicas, are slow."),
    SEND_THROTTLED(
            Group.KAFKA,
            Type.GAUGE,
            "kafka_producer_produce_throttle_time_avg",
            "milliseconds",
            "client_id",
            "Time that brokers held back what the producer sends.",
            "A quota for the scorer's client is reached."),
    PRODUCER_BUFFER(
            Group.KAFKA,
            Type.GAUGE,
            "kafka_producer_buffer_available_bytes",
            "bytes",
            "client_id",
            "Memory left for scores on their way.",
            "A fall counts: scores are made faster than brokers take them; at 0 threads stand still."),
    STREAMS_STATE(
            Group.KAFKA,
            Type.GAUGE,
            "kafka_stream_client_state",
            "number of a state",
            "client_id, application_id, process_id",
            "State of Kafka Streams: 0 created, 1 rebalancing, 2 running, 3 to 6 ending, 5 ended by a failure.",
            "3 and above: the scorer ends."),
    ALIVE_THREADS(
            Group.KAFKA,
            Type.GAUGE,
            "kafka_stream_alive_stream_threads",
            "threads",
            "client_id, process_id",
            "Stream threads that work.",
            "A fall counts: below `threads` for longer than a moment, threads die and are replaced."),
    FAILED_THREADS(
            Group.KAFKA,
            Type.COUNTER,
            "kafka_stream_failed_stream_threads_total",
            "threads",
            "client_id, process_id",
            "Stream threads that failed: replaced where the failure passes, else the end of the service.",
            "Brokers fail, or refuse what the scorer asks for; the log has each reason."),
    COMMITS(
            Group.KAFKA,
            Type.COUNTER,
            "kafka_stream_thread_commit_total",
            "commits",
            "thread_id",
            "Commits of a thread.",
            "Work is done. If it stands still while reviews come in, nothing shows to readers of committed records."),
    COMMIT_LATENCY(
            Group.KAFKA,
            Type.GAUGE,
            "kafka_stream_thread_commit_latency_avg",
            "milliseconds",
            "thread_id",
            "Time of a commit, with the scoring of what then waits.",
            "The transaction coordinator, or replicas, are slow; scores show later."),
    COMMIT_LATENCY_MAX(
            Group.KAFKA,
            Type.GAUGE,
            "kafka_stream_thread_commit_latency_max",
            "milliseconds",
            "thread_id",
            "The longest commit of the last half minute.",
            "The same."),
    PROCESS_RATIO(
            Group.KAFKA,
            Type.GAUGE,
            "kafka_stream_thread_process_ratio",
            "share of time, 0 to 1",
            "thread_id",
            "Share of its time that a thread works on records.",
            "Near 1: the thread is at its limit."),
    THREAD_STATE(
            Group.KAFKA,
            Type.GAUGE,
            "kafka_stream_thread_thread_state",
            "number of a state",
            "thread_id, process_id",
            "State of a stream thread: 4 is running, below it is on its way there, above it ends.",
            "Above 4: the thread ends or is dead."),
    DROPPED_RECORDS(
            Group.KAFKA,
            Type.COUNTER,
            "kafka_stream_task_dropped_records_total",
            "records",
            "task_id, thread_id",
            "Records that Kafka Streams left out.",
            "It has to stay 0: the scorer asks for nothing to be left out."),

    MEMORY_USED(
            Group.JAVA,
            Type.GAUGE,
            "jvm_memory_used_bytes",
            "bytes",
            "area, id",
            "Memory that Java uses, by pool; the model's own memory is outside of it.",
            "If the old generation still rises after collections, something is kept; more heap with `UNDERTONE_JAVA_OPTIONS=-Xmx…`."),
    MEMORY_COMMITTED(
            Group.JAVA,
            Type.GAUGE,
            "jvm_memory_committed_bytes",
            "bytes",
            "area, id",
            "Memory that Java has taken from the system.",
            "Nothing by itself."),
    MEMORY_MAX(
            Group.JAVA,
            Type.GAUGE,
            "jvm_memory_max_bytes",
            "bytes",
            "area, id",
            "Most memory that a pool may take; -1 for no limit.",
            "It stays as it is."),
    DIRECT_MEMORY(
            Group.JAVA,
            Type.GAUGE,
            "jvm_buffer_memory_used_bytes",
            "bytes",
            "id",
            "Memory outside the heap in buffers: input and output of the model, of the network.",
            "Larger batches; if it never falls, buffers leak."),
    GC_PAUSE(
            Group.JAVA,
            Type.SUMMARY,
            "jvm_gc_pause_seconds",
            "seconds",
            "action, cause, gc",
            "Pauses for garbage collection; there from the first one on.",
            "More than some percent of the time: the heap is too small."),
    GC_ALLOCATED(
            Group.JAVA,
            Type.COUNTER,
            "jvm_gc_memory_allocated_bytes_total",
            "bytes",
            "Memory taken for new objects.",
            "More reviews, or longer ones."),
    GC_PROMOTED(
            Group.JAVA,
            Type.COUNTER,
            "jvm_gc_memory_promoted_bytes_total",
            "bytes",
            "Memory of objects that survived their youth.",
            "Faster than reviews come in: the young generation is too small for what waits in batches."),
    THREADS_LIVE(
            Group.JAVA,
            Type.GAUGE,
            "jvm_threads_live_threads",
            "threads",
            "Java's threads.",
            "If it goes on rising, threads leak."),
    THREADS_BY_STATE(
            Group.JAVA,
            Type.GAUGE,
            "jvm_threads_states_threads",
            "threads",
            "state",
            "Java's threads, by state.",
            "`blocked`: threads wait for one another."),

    CPU(
            Group.PROCESS,
            Type.GAUGE,
            "process_cpu_usage",
            "share of all cores, 0 to 1",
            "What the process uses of the machine's, or the container's, processors.",
            "Work is done. At 1 with a lag: more cores or more instances."),
    SYSTEM_CPU(
            Group.PROCESS,
            Type.GAUGE,
            "system_cpu_usage",
            "share of all cores, 0 to 1",
            "What everything on the machine uses of its processors.",
            "Above the process's own by much: neighbours take its time."),
    LOAD(
            Group.PROCESS,
            Type.GAUGE,
            "system_load_average_1m",
            "threads",
            "Threads that run or wait for a processor, over a minute; not on Windows.",
            "Above the number of cores: there is more to do than processors for it."),
    OPEN_FILES(
            Group.PROCESS,
            Type.GAUGE,
            "process_files_open_files",
            "files",
            "Open files and connections.",
            "If it goes on rising, connections or files leak."),
    MAX_FILES(
            Group.PROCESS,
            Type.GAUGE,
            "process_files_max_files",
            "files",
            "Most files that the process may open.",
            "It stays as it is."),
    UPTIME(
            Group.PROCESS,
            Type.GAUGE,
            "process_uptime_seconds",
            "seconds",
            "Time since the process began.",
            "It always rises; a fall is a restart."),
    START_TIME(
            Group.PROCESS,
            Type.GAUGE,
            "process_start_time_seconds",
            "seconds since 1970",
            "When the process began.",
            "A restart.");

    /** Parts of the reference. */
    enum Group {
        REVIEWS("Reviews", ""),
        BATCHES("Batches", ""),
        SERVICE("Service", ""),
        KAFKA(
                "Kafka",
                "What an operator needs of Kafka's own figures, which are in Kafka's units. All others are there over JMX.\n"
                        + "Figures of clients and partitions come within ten seconds of their client or partition, and go with it."),
        JAVA("Java", ""),
        PROCESS("Process", "");

        private final String title;
        private final String introduction;

        Group(String title, String introduction) {
            this.title = title;
            this.introduction = introduction;
        }

        String title() {
            return title;
        }

        String introduction() {
            return introduction;
        }
    }

    /** As Prometheus names them. */
    enum Type {
        COUNTER,
        GAUGE,
        HISTOGRAM,
        SUMMARY;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether the vocabulary has a token. */
    enum TokenKind {
        KNOWN,
        UNKNOWN;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The health pages. */
    enum Probe {
        LIVE,
        READY,
        STARTED;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Set<String> STEMS =
            Arrays.stream(values()).map(series -> stem(series.prometheusName)).collect(Collectors.toUnmodifiableSet());

    private final Group group;
    private final Type type;
    private final String prometheusName;
    private final String unit;
    private final String labels;
    private final List<String> labelValues;
    private final double[] buckets;
    private final String meaning;
    private final String rise;

    /** Without labels. */
    MetricSpec(Group group, Type type, String prometheusName, String unit, String meaning, String rise) {
        this(group, type, prometheusName, unit, "", List.of(), new double[0], meaning, rise);
    }

    /** With labels that Kafka, Java or the model's manifest give the values of. */
    MetricSpec(Group group, Type type, String prometheusName, String unit, String labels, String meaning, String rise) {
        this(group, type, prometheusName, unit, labels, List.of(), new double[0], meaning, rise);
    }

    /** With one label of a closed list. */
    MetricSpec(
            Group group,
            Type type,
            String prometheusName,
            String unit,
            String label,
            List<String> labelValues,
            String meaning,
            String rise) {
        this(group, type, prometheusName, unit, label, labelValues, new double[0], meaning, rise);
    }

    /** A histogram. */
    MetricSpec(Group group, String prometheusName, String unit, double[] buckets, String meaning, String rise) {
        this(group, Type.HISTOGRAM, prometheusName, unit, "", List.of(), buckets, meaning, rise);
    }

    MetricSpec(
            Group group,
            Type type,
            String prometheusName,
            String unit,
            String labels,
            List<String> labelValues,
            double[] buckets,
            String meaning,
            String rise) {
        this.group = group;
        this.type = type;
        this.prometheusName = prometheusName;
        this.unit = unit;
        this.labels = labels;
        this.labelValues = labelValues;
        this.buckets = buckets;
        this.meaning = meaning;
        this.rise = rise;
    }

    /** Whether there is one of that name, which may lack the suffixes that Micrometer adds last. */
    static boolean has(String name) {
        return STEMS.contains(stem(name));
    }

    private static String stem(String name) {
        return name.replaceAll("_total$", "").replaceAll("_seconds$", "");
    }

    Group group() {
        return group;
    }

    Type type() {
        return type;
    }

    String prometheusName() {
        return prometheusName;
    }

    /** The name by which Micrometer knows it, of which it makes that in Prometheus. */
    String meterName() {
        return prometheusName.replace('_', '.');
    }

    String unit() {
        return unit;
    }

    /** The names of its labels, with commas; empty where there are none. */
    String labels() {
        return labels;
    }

    /** The values of its one label, where they are a closed list of ours. */
    Collection<String> labelValues() {
        return labelValues;
    }

    /** Upper bounds of a histogram's buckets. */
    double[] buckets() {
        return buckets.clone();
    }

    /** What it counts or measures. */
    String meaning() {
        return meaning;
    }

    /** What it means when it rises. */
    String rise() {
        return rise;
    }

    private static <E> List<String> texts(E[] values, Function<E, String> text) {
        return Arrays.stream(values).map(text).toList();
    }
}
