// SPDX-License-Identifier: Apache-2.0
package dev.undertone.trends;

import dev.undertone.stream.CommitHook;
import dev.undertone.stream.ReviewTime;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The graph: scored events are gathered by key and window where they are read, and the parts of a key added where the
 * key belongs. All stores are in memory, with changelogs.
 */
final class TrendsTopology {
    static final String WRITE_TRENDS = "write-trends";
    static final String WRITE_ALERTS = "write-alerts";
    static final String MARKS = "marks";
    static final String GATHERING_HOOK = "gathering-hook";
    static final String MERGING_HOOK = "merging-hook";
    /** What Kafka Streams makes of it ends with {@code -repartition}. */
    static final String PARTS = "parts";

    private static final String READ_SCORES = "read-scores";
    private static final String GATHER = "gather";
    private static final String MERGE = "merge";

    /** Windows are let go one by one, by all partitions' times; the store would do so by its own latest alone. */
    private static final Duration FOR_EVER = Duration.ofDays(365L * 1000);

    private TrendsTopology() {}

    /**
     * Makes the graph.
     *
     * @param scores the topic of scored events
     * @param partitions that the keys are spread over
     */
    static Topology of(String scores, int partitions, TrendsContext trends) {
        StreamsBuilder builder = new StreamsBuilder();
        Serde<byte[]> bytes = Serdes.ByteArray();
        builder.stream(
                        scores,
                        Consumed.with(bytes, bytes)
                                .withTimestampExtractor(new ReviewTime())
                                .withName(READ_SCORES))
                .process(new Gathering(trends), Named.as(GATHER))
                .repartition(Repartitioned.with(bytes, bytes).withName(PARTS).withNumberOfPartitions(partitions))
                .process(new Merging(trends), Named.as(MERGE));
        Topology topology = builder.build();
        topology.addSink(
                WRITE_TRENDS, trends.settings().topic(), new ByteArraySerializer(), new ByteArraySerializer(), MERGE);
        topology.addSink(
                WRITE_ALERTS,
                trends.settings().alertsTopic(),
                new ByteArraySerializer(),
                new ByteArraySerializer(),
                MERGE);
        return topology;
    }

    /** The name of the store of the windows of a length. */
    static String store(WindowLength length) {
        return "windows-" + length.name();
    }

    private record Gathering(TrendsContext trends) implements ProcessorSupplier<byte[], byte[], byte[], byte[]> {
        @Override
        public Processor<byte[], byte[], byte[], byte[]> get() {
            return new GatheringProcessor(trends);
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            return Set.of(CommitHook.builder(GATHERING_HOOK));
        }
    }

    private record Merging(TrendsContext trends) implements ProcessorSupplier<byte[], byte[], byte[], byte[]> {
        @Override
        public Processor<byte[], byte[], byte[], byte[]> get() {
            return new MergingProcessor(trends);
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            Set<StoreBuilder<?>> stores = new LinkedHashSet<>();
            for (WindowLength length : trends.lengths()) {
                stores.add(Stores.windowStoreBuilder(
                                Stores.inMemoryWindowStore(
                                        store(length), FOR_EVER, Duration.ofMillis(length.millis()), false),
                                Serdes.String(),
                                Serdes.ByteArray())
                        .withCachingDisabled()
                        .withLoggingEnabled(Map.of("cleanup.policy", "compact")));
            }
            stores.add(Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(MARKS), Serdes.String(), Serdes.Long())
                    .withCachingDisabled()
                    .withLoggingEnabled(Map.of()));
            stores.add(CommitHook.builder(MERGING_HOOK));
            return stores;
        }
    }
}
