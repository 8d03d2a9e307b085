// SPDX-License-Identifier: Apache-2.0
package dev.undertone.bench.alternative;

/** The ways to score a topic that the scorer is measured against. */
public enum Alternative {
    PER_RECORD("per-record", "Kafka Streams' DSL, and ONNX Runtime called for one review at a time"),
    COUNT_BATCHES(
            "count-batches", "a consumer loop, and ONNX Runtime called for batches by count, in the order of arrival"),
    PARALLEL_CONSUMER(
            "parallel-consumer",
            "Confluent's Parallel Consumer with its batches, and ONNX Runtime called for parts of them by count"),
    CONSUMER_LOOP("consumer-loop", "a consumer loop, and ONNX Runtime called once for what a poll brings"),
    DJL("djl", "a consumer loop, and batches by count predicted by the Deep Java Library on ONNX Runtime"),
    BARE_LOOP(
            "bare-loop",
            "a consumer loop around this scorer's own parts of like lengths: what Kafka Streams and exactly once cost");

    private final String text;
    private final String description;

    Alternative(String text, String description) {
        this.text = text;
        this.description = description;
    }

    /** Its name on command lines and in reports. */
    public String text() {
        return text;
    }

    /** What it is, for people: less than a sentence, without a full stop. */
    public String description() {
        return description;
    }

    /** The same as {@link #text}: what the command line takes and shows. */
    @Override
    public String toString() {
        return text;
    }
}
