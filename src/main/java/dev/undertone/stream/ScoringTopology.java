// SPDX-License-Identifier: Apache-2.0
package dev.undertone.stream;

import dev.undertone.kafka.Topics;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * The graph: read, score in batches, write scores and rejections. Bytes in and out, so that nothing is bad to
 * Streams itself.
 */
public final class ScoringTopology {
    static final String READ_REVIEWS = "read-reviews";
    static final String SCORE_IN_BATCHES = "score-in-batches";
    static final String WRITE_SCORES = "write-scores";
    static final String WRITE_REJECTIONS = "write-rejections";
    static final String COMMIT_HOOK = "commit-hook";

    private ScoringTopology() {}

    public static Topology of(Topics topics, ScoringContext stage) {
        Topology topology = new Topology();
        topology.addSource(
                (AutoOffsetReset) null,
                READ_REVIEWS,
                new ReviewTime(),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                topics.input());
        topology.addProcessor(SCORE_IN_BATCHES, new Supplier(stage), READ_REVIEWS);
        topology.addSink(
                WRITE_SCORES, topics.output(), new ByteArraySerializer(), new ByteArraySerializer(), SCORE_IN_BATCHES);
        topology.addSink(
                WRITE_REJECTIONS,
                topics.deadLetters(),
                new ByteArraySerializer(),
                new ByteArraySerializer(),
                SCORE_IN_BATCHES);
        return topology;
    }

    private record Supplier(ScoringContext stage) implements ProcessorSupplier<byte[], byte[], byte[], byte[]> {
        @Override
        public Processor<byte[], byte[], byte[], byte[]> get() {
            return new MicroBatchProcessor(stage);
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            return Set.of(CommitHook.builder(COMMIT_HOOK));
        }
    }
}
