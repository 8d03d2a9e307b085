// SPDX-License-Identifier: Apache-2.0
package dev.undertone.metrics;

import java.util.List;

/** What an operator needs of the metrics of Java and of the process. */
final class RuntimeMetricSpecs {
    static final MetricGroup JAVA = new MetricGroup(
            "Java",
            "",
            List.of(
                    MetricSpec.gauge(
                                    "jvm_memory_used_bytes",
                                    "bytes",
                                    "Memory that Java uses, by pool; the model's own memory is outside of it.",
                                    "If the old generation still rises after collections, something is kept; more heap with `UNDERTONE_JAVA_OPTIONS=-Xmx…`.")
                            .labelled("area, id"),
                    MetricSpec.gauge(
                                    "jvm_memory_committed_bytes",
                                    "bytes",
                                    "Memory that Java has taken from the system.",
                                    "Nothing by itself.")
                            .labelled("area, id"),
                    MetricSpec.gauge(
                                    "jvm_memory_max_bytes",
                                    "bytes",
                                    "Most memory that a pool may take; -1 for no limit.",
                                    "It stays as it is.")
                            .labelled("area, id"),
                    MetricSpec.gauge(
                                    "jvm_buffer_memory_used_bytes",
                                    "bytes",
                                    "Memory outside the heap in buffers: input and output of the model, of the network.",
                                    "Larger batches; if it never falls, buffers leak.")
                            .labelled("id"),
                    MetricSpec.summary(
                                    "jvm_gc_pause_seconds",
                                    "seconds",
                                    "Pauses for garbage collection; there from the first one on.",
                                    "More than some percent of the time: the heap is too small.")
                            .labelled("action, cause, gc"),
                    MetricSpec.counter(
                            "jvm_gc_memory_allocated_bytes_total",
                            "bytes",
                            "Memory taken for new objects.",
                            "More reviews, or longer ones."),
                    MetricSpec.counter(
                            "jvm_gc_memory_promoted_bytes_total",
                            "bytes",
                            "Memory of objects that survived their youth.",
                            "Faster than reviews come in: the young generation is too small for what waits in batches."),
                    MetricSpec.gauge(
                            "jvm_threads_live_threads",
                            "threads",
                            "Java's threads.",
                            "If it goes on rising, threads leak."),
                    MetricSpec.gauge(
                                    "jvm_threads_states_threads",
                                    "threads",
                                    "Java's threads, by state.",
                                    "`blocked`: threads wait for one another.")
                            .labelled("state")));

    static final MetricGroup PROCESS = new MetricGroup(
            "Process",
            "",
            List.of(
                    MetricSpec.gauge(
                            "process_cpu_usage",
                            "share of all cores, 0 to 1",
                            "What the process uses of the machine's, or the container's, processors.",
                            "Work is done. At 1 with a lag: more cores or more instances."),
                    MetricSpec.gauge(
                            "system_cpu_usage",
                            "share of all cores, 0 to 1",
                            "What everything on the machine uses of its processors.",
                            "Above the process's own by much: neighbours take its time."),
                    MetricSpec.gauge(
                            "system_load_average_1m",
                            "threads",
                            "Threads that run or wait for a processor, over a minute; not on Windows.",
                            "Above the number of cores: there is more to do than processors for it."),
                    MetricSpec.gauge(
                            "process_files_open_files",
                            "files",
                            "Open files and connections.",
                            "If it goes on rising, connections or files leak."),
                    MetricSpec.gauge(
                            "process_files_max_files",
                            "files",
                            "Most files that the process may open.",
                            "It stays as it is."),
                    MetricSpec.gauge(
                            "process_uptime_seconds",
                            "seconds",
                            "Time since the process began.",
                            "It always rises; a fall is a restart."),
                    MetricSpec.gauge(
                            "process_start_time_seconds",
                            "seconds since 1970",
                            "When the process began.",
                            "A restart.")));

    private RuntimeMetricSpecs() {}
}
