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
 *
 * <p>Each named input topic has a sub-graph of its own, so that each of its partitions is a task of its own and waits
 * for no other topic's. A pattern has one, as Kafka Streams knows no other way: the partitions of one number of all
 * topics are one task.
 */
public final class ScoringTopology {
    static final String READ_REVIEWS = "read-reviews";
    static final String SCORE_IN_BATCHES = "score-in-batches";

    private final Topology topology = new Topology();
    private final Topics topics;
    private final ScoringContext stage;

    private ScoringTopology(Topics topics, ScoringContext stage) {
        this.topics = topics;
        this.stage = stage;
    }

    /**
     * A sub-graph.
     *
     * @param input the topic that it reads, {@link ReadGaps.Gap#ANY} for all that match a pattern
     * @param suffix of the names of its nodes
     * @param scores the node that writes scores
     * @param rejections the node that writes rejections
     * @param hook the store that is none
     * @param namesSource whether scores say which topic their review came from
     */
    record Branch(String input, String suffix, String scores, String rejections, String hook, boolean namesSource) {
        static Branch of(String input, String suffix, boolean namesSource) {
            return new Branch(
                    input,
                    suffix,
                    "write-scores" + suffix,
                    "write-rejections" + suffix,
                    "commit-hook" + suffix,
                    namesSource);
        }
    }

    public static Topology of(Topics topics, ScoringContext stage) {
        ScoringTopology graph = new ScoringTopology(topics, stage);
        if (topics.input().isPattern()) {
            graph.addPattern(Branch.of(ReadGaps.Gap.ANY, "", topics.shareOutput()));
        } else {
            for (String input : topics.input().names()) {
                String suffix = topics.input().areSeveral() ? "-" + input : "";
                graph.addNamed(Branch.of(input, suffix, topics.shareOutput()));
            }
        }
        return graph.topology;
    }

    private void addNamed(Branch branch) {
        topology.addSource(
                (AutoOffsetReset) null,
                READ_REVIEWS + branch.suffix(),
                new ReviewTime(),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                branch.input());
        addScoring(branch);
        topology.addSink(
                branch.scores(),
                topics.outputOf(branch.input()),
                new ByteArraySerializer(),
                new ByteArraySerializer(),
                SCORE_IN_BATCHES + branch.suffix());
        addRejections(branch);
    }

    private void addPattern(Branch branch) {
        topology.addSource(
                (AutoOffsetReset) null,
                READ_REVIEWS + branch.suffix(),
                new ReviewTime(),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                topics.subscription());
        addScoring(branch);
        topology.<byte[], byte[]>addSink(
                branch.scores(),
                (key, value, review) -> topics.outputOf(review.topic()),
                new ByteArraySerializer(),
                new ByteArraySerializer(),
                SCORE_IN_BATCHES + branch.suffix());
        addRejections(branch);
    }

    private void addScoring(Branch branch) {
        topology.addProcessor(
                SCORE_IN_BATCHES + branch.suffix(), new Supplier(stage, branch), READ_REVIEWS + branch.suffix());
    }

    private void addRejections(Branch branch) {
        topology.addSink(
                branch.rejections(),
                topics.deadLetters(),
                new ByteArraySerializer(),
                new ByteArraySerializer(),
                SCORE_IN_BATCHES + branch.suffix());
    }

    private record Supplier(ScoringContext stage, Branch branch)
            implements ProcessorSupplier<byte[], byte[], byte[], byte[]> {
        @Override
        public Processor<byte[], byte[], byte[], byte[]> get() {
            return new MicroBatchProcessor(stage, branch);
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            return Set.of(CommitHook.builder(branch.hook()));
        }
    }
}
