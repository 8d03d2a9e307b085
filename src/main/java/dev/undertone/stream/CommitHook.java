// SPDX-License-Identifier: Apache-2.0
package dev.undertone.stream;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;

/**
 * Runs an action before Kafka Streams takes the offsets of a commit. It poses as a state store with a cache, holds
 * nothing and has no changelog: flushing the caches of a task's stores ({@link CachedStateStore#flushCache}, since
 * KAFKA-9450) is the one thing Streams does between the last record and the offsets of every commit, be it on time, on
 * request, in a rebalance or on the way out. That interface is internal to Kafka Streams; {@code CommitHookTest} fails
 * if an upgrade drops it. Decision record 0001 has the alternatives.
 *
 * <p>Confined to one stream thread.
 */
public final class CommitHook implements StateStore, CachedStateStore<byte[], byte[]> {
    private static final Runnable NOTHING = () -> {};

    private final String name;
    private Runnable beforeOffsets = NOTHING;
    private boolean open;

    private CommitHook(String name) {
        this.name = name;
    }

    /** Sets what to run before the offsets of a commit are taken; it may forward records. */
    public void beforeOffsets(Runnable action) {
        beforeOffsets = action;
    }

    /** Runs nothing any more. */
    public void disarm() {
        beforeOffsets = NOTHING;
    }

    @Override
    public void flushCache() {
        beforeOffsets.run();
    }

    @Override
    public void clearCache() {
        disarm();
    }

    @Override
    public boolean setFlushListener(CacheFlushListener<byte[], byte[]> listener, boolean sendOldValues) {
        return false;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        context.register(root, (key, value) -> {});
        open = true;
    }

    @Override
    public void commit(Map<TopicPartition, Long> changelogOffsets) {
        // Nothing is kept, so nothing is to be made durable; by now the offsets are committed.
    }

    @Override
    public void close() {
        open = false;
    }

    @Override
    public boolean persistent() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    /** Makes the hook of each task. */
    public static StoreBuilder<CommitHook> builder(String name) {
        return new Builder(name);
    }

    private record Builder(String name) implements StoreBuilder<CommitHook> {
        @Override
        public CommitHook build() {
            return new CommitHook(name);
        }

        @Override
        public Map<String, String> logConfig() {
            return Map.of();
        }

        @Override
        public boolean loggingEnabled() {
            return false;
        }

        @Override
        public StoreBuilder<CommitHook> withCachingEnabled() {
            return this;
        }

        @Override
        public StoreBuilder<CommitHook> withCachingDisabled() {
            return this;
        }

        @Override
        public StoreBuilder<CommitHook> withLoggingEnabled(Map<String, String> config) {
            throw new UnsupportedOperationException("a commit hook holds nothing that could be logged");
        }

        @Override
        public StoreBuilder<CommitHook> withLoggingDisabled() {
            return this;
        }
    }
}
