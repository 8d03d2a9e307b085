// SPDX-License-Identifier: Apache-2.0
package dev.undertone.metrics;

import java.util.List;

/** What an operator needs of Kafka's own metrics. */
final class KafkaMetricSpecs {
    static final MetricGroup KAFKA = new MetricGroup(
            "Kafka",
            "What an operator needs of Kafka's own figures, which are in Kafka's units. All others are there over JMX.\n"
                    + "Figures of clients and partitions come within ten seconds of their client or partition, and go with it.",
            List.of(
                    MetricSpec.gauge(
                                    "kafka_consumer_fetch_manager_records_lag",
                                    "records",
                                    "Records of a partition of the input that were not read yet.",
                                    "More is published than scored: more `threads`, then more instances, up to the number of partitions.")
                            .labelled("client_id, topic, partition"),
                    MetricSpec.counter(
                                    "kafka_consumer_fetch_manager_records_consumed_total",
                                    "records",
                                    "Records read of a topic.",
                                    "Work is done.")
                            .labelled("client_id, topic"),
                    MetricSpec.gauge(
                                    "kafka_consumer_fetch_manager_fetch_latency_avg",
                                    "milliseconds",
                                    "Time a broker took to answer a fetch; up to 500 ms where there is nothing to read.",
                                    "Under load: brokers or network are slow.")
                            .labelled("client_id"),
                    MetricSpec.gauge(
                                    "kafka_consumer_fetch_manager_fetch_throttle_time_avg",
                                    "milliseconds",
                                    "Time that brokers held back fetches.",
                                    "A quota for the scorer's client is reached.")
                            .labelled("client_id"),
                    MetricSpec.gauge(
                                    "kafka_consumer_coordinator_assigned_partitions",
                                    "partitions",
                                    "Partitions that a thread reads.",
                                    "Other instances left. At 0, a thread has nothing to do: there are more threads than partitions.")
                            .labelled("client_id"),
                    MetricSpec.counter(
                                    "kafka_consumer_coordinator_rebalance_total",
                                    "rebalances",
                                    "Rebalances: partitions were assigned anew.",
                                    "Instances come and go. Without a deployment: look for restarts, and for threads that do not poll in time.")
                            .labelled("client_id"),
                    MetricSpec.counter(
                                    "kafka_consumer_coordinator_failed_rebalance_total",
                                    "rebalances",
                                    "Rebalances that had to be begun again.",
                                    "A member of the group fails while joining, or the coordinator moves.")
                            .labelled("client_id"),
                    MetricSpec.gauge(
                                    "kafka_consumer_coordinator_last_heartbeat_seconds_ago",
                                    "seconds",
                                    "Time since a thread's consumer last sent its group's coordinator a heartbeat; it waits for the answer to the one before.",
                                    "The broker does not answer: beyond three heartbeats `/health/ready` is down, beyond `session.timeout.ms` others get the"
                                            + " partitions.")
                            .labelled("client_id"),
                    MetricSpec.gauge(
                                    "kafka_consumer_last_poll_seconds_ago",
                                    "seconds",
                                    "Time since a thread last asked for records; -1 for the consumers that only restore state, which the scorer has none of.",
                                    "A thread hangs, or waits for a broker: beyond `max.poll.interval.ms` `/health/live` is down.")
                            .labelled("client_id"),
                    MetricSpec.counter(
                                    "kafka_consumer_failed_authentication_total",
                                    "connections",
                                    "Connections of consumers on which a broker refused the login.",
                                    "Credentials have expired or were changed.")
                            .labelled("client_id"),
                    MetricSpec.counter(
                                    "kafka_producer_failed_authentication_total",
                                    "connections",
                                    "Connections of producers on which a broker refused the login.",
                                    "Credentials have expired or were changed.")
                            .labelled("client_id"),
                    MetricSpec.counter(
                                    "kafka_producer_record_send_total",
                                    "records",
                                    "Scores and dead letters sent.",
                                    "Work is done.")
                            .labelled("client_id"),
                    MetricSpec.counter(
                                    "kafka_producer_record_error_total",
                                    "records",
                                    "Scores and dead letters that could not be written, or went with a transaction that was given up.",
                                    "The output or dead-letter topic refuses records: too large, no right, no topic; the log says which.")
                            .labelled("client_id"),
                    MetricSpec.counter(
                                    "kafka_producer_record_retry_total",
                                    "records",
                                    "Scores and dead letters sent once more.",
                                    "Leaders of partitions move, or brokers answer too late.")
                            .labelled("client_id"),
                    MetricSpec.gauge(
                                    "kafka_producer_request_latency_avg",
                                    "milliseconds",
                                    "Time a broker took to take a request of the producer.",
                                    "Brokers, or their replicas, are slow.")
                            .labelled("client_id"),
                    MetricSpec.gauge(
                                    "kafka_producer_produce_throttle_time_avg",
                                    "milliseconds",
                                    "Time that brokers held back what the producer sends.",
                                    "A quota for the scorer's client is reached.")
                            .labelled("client_id"),
                    MetricSpec.gauge(
                                    "kafka_producer_buffer_available_bytes",
                                    "bytes",
                                    "Memory left for scores on their way.",
                                    "A fall counts: scores are made faster than brokers take them; at 0 threads stand still.")
                            .labelled("client_id"),
                    MetricSpec.gauge(
                                    "kafka_stream_client_state",
                                    "number of a state",
                                    "State of Kafka Streams: 0 created, 1 rebalancing, 2 running, 3 to 6 ending, 5 ended by a failure.",
                                    "3 and above: the scorer ends.")
                            .labelled("client_id, application_id, process_id"),
                    MetricSpec.gauge(
                                    "kafka_stream_alive_stream_threads",
                                    "threads",
                                    "Stream threads that work.",
                                    "A fall counts: below `threads` for longer than a moment, threads die and are replaced.")
                            .labelled("client_id, process_id"),
                    MetricSpec.counter(
                                    "kafka_stream_failed_stream_threads_total",
                                    "threads",
                                    "Stream threads that failed: replaced where the failure passes, else the end of the service.",
                                    "Brokers fail, or refuse what the scorer asks for; the log has each reason.")
                            .labelled("client_id, process_id"),
                    MetricSpec.counter(
                                    "kafka_stream_thread_commit_total",
                                    "commits",
                                    "Commits of a thread.",
                                    "Work is done. If it stands still while reviews come in, nothing shows to readers of committed records.")
                            .labelled("thread_id"),
                    MetricSpec.gauge(
                                    "kafka_stream_thread_commit_latency_avg",
                                    "milliseconds",
                                    "Time of a commit, with the scoring of what then waits.",
                                    "The transaction coordinator, or replicas, are slow; scores show later.")
                            .labelled("thread_id"),
                    MetricSpec.gauge(
                                    "kafka_stream_thread_commit_latency_max",
                                    "milliseconds",
                                    "The longest commit of the last half minute.",
                                    "The same.")
                            .labelled("thread_id"),
                    MetricSpec.gauge(
                                    "kafka_stream_thread_process_ratio",
                                    "share of time, 0 to 1",
                                    "Share of its time that a thread works on records.",
                                    "Near 1: the thread is at its limit.")
                            .labelled("thread_id"),
                    MetricSpec.gauge(
                                    "kafka_stream_thread_thread_state",
                                    "number of a state",
                                    "State of a stream thread: 4 is running, below it is on its way there, above it ends.",
                                    "Above 4: the thread ends or is dead.")
                            .labelled("thread_id, process_id"),
                    MetricSpec.counter(
                                    "kafka_stream_task_dropped_records_total",
                                    "records",
                                    "Records that Kafka Streams left out.",
                                    "It has to stay 0: the scorer asks for nothing to be left out.")
                            .labelled("task_id, thread_id")));

    private KafkaMetricSpecs() {}
}
