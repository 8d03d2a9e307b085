// SPDX-License-Identifier: Apache-2.0
package dev.undertone.trends;

import dev.undertone.config.TrendsSettings;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.state.HostInfo;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyWindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;

/**
 * What this instance holds, and which other holds what. Safe for use by many threads; all methods but those that say
 * otherwise throw Kafka's {@code InvalidStateStoreException} while the instances share out the keys.
 */
public final class TrendsReader {
    private final KafkaStreams streams;
    private final TrendsSettings settings;
    private final List<WindowLength> lengths;

    /**
     * A window of a key.
     *
     * @param start in milliseconds since 1970
     */
    public record Window(long start, SentimentFigures figures) {}

    /** The windows of a key that were asked for. */
    public record Ranked(
            String key, SentimentFigures now, Optional<SentimentFigures> before, Optional<WindowPair> pair) {}

    public TrendsReader(KafkaStreams streams, TrendsSettings settings) {
        this.streams = streams;
        this.settings = settings;
        this.lengths = settings.windows().stream().map(WindowLength::of).toList();
    }

    public TrendsSettings settings() {
        return settings;
    }

    /** The lengths of windows that are kept, the shortest first; never throws. */
    public List<WindowLength> lengths() {
        return lengths;
    }

    /** Who has a key; nothing while the instances share out the keys. */
    public Optional<HostInfo> ownerOf(WindowLength length, TrendKey key) {
        KeyQueryMetadata owner = streams.queryMetadataForKey(
                TrendsTopology.store(length), key.text(), Serdes.String().serializer());
        return owner == null || owner.equals(KeyQueryMetadata.NOT_AVAILABLE)
                ? Optional.empty()
                : Optional.of(owner.activeHost());
    }

    /** Everybody who has keys. */
    public List<HostInfo> owners(WindowLength length) {
        return streams.streamsMetadataForStore(TrendsTopology.store(length)).stream()
                .filter(instance -> !instance.topicPartitions().isEmpty())
                .map(instance -> instance.hostInfo())
                .distinct()
                .toList();
    }

    /** The windows of a key that begin between two moments, the oldest first; at most so many, the newest. */
    public List<Window> windows(WindowLength length, TrendKey key, Instant from, Instant to, int limit) {
        Deque<Window> windows = new ArrayDeque<>();
        try (WindowStoreIterator<byte[]> held = store(length).fetch(key.text(), from, to)) {
            while (held.hasNext()) {
                KeyValue<Long, byte[]> window = held.next();
                windows.addLast(
                        new Window(window.key, HeldFigures.read(window.value).figures()));
                if (windows.size() > limit) {
                    windows.removeFirst();
                }
            }
        }
        return List.copyOf(windows);
    }

    /** The first keys of a field in an order, of those that this instance has; reads all of the window. */
    public List<Ranked> top(WindowLength length, String by, long start, TopOrder order, int limit) {
        ReadOnlyWindowStore<String, byte[]> store = store(length);
        Comparator<Ranked> lastFirst = order.comparator().reversed();
        PriorityQueue<Ranked> best = new PriorityQueue<>(lastFirst);
        Instant at = Instant.ofEpochMilli(start);
        try (KeyValueIterator<Windowed<String>, byte[]> window = store.fetchAll(at, at)) {
            while (window.hasNext()) {
                KeyValue<Windowed<String>, byte[]> entry = window.next();
                TrendKey key = TrendKey.parse(entry.key.key());
                if (key.by().equals(by)) {
                    SentimentFigures now = HeldFigures.read(entry.value).figures();
                    Optional<SentimentFigures> before = Optional.ofNullable(
                                    store.fetch(entry.key.key(), start - length.millis()))
                            .map(bytes -> HeldFigures.read(bytes).figures());
                    Ranked ranked = new Ranked(
                            key.value(), now, before, before.flatMap(earlier -> WindowPair.of(earlier, now, settings)));
                    if (order.counts(ranked, settings)) {
                        best.add(ranked);
                        if (best.size() > limit) {
                            best.remove();
                        }
                    }
                }
            }
        }
        List<Ranked> first = new ArrayList<>(best);
        first.sort(order.comparator());
        return first;
    }

    private ReadOnlyWindowStore<String, byte[]> store(WindowLength length) {
        return streams.store(
                StoreQueryParameters.fromNameAndType(TrendsTopology.store(length), QueryableStoreTypes.windowStore()));
    }
}
