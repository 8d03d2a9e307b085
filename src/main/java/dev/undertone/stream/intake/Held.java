// SPDX-License-Identifier: Apache-2.0
package dev.undertone.stream.intake;

import dev.undertone.event.ValueDecoder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * The partitions whose next record cannot be read yet, as its schema is not known or its topic not ready. Confined to
 * the thread of its consumer.
 */
final class Held {
    private final ValueDecoder decoder;
    private final Predicate<String> topics;
    private final Map<TopicPartition, Waiting> waiting = new HashMap<>();

    /** @param paused whether whoever uses the consumer wants the partition paused, too */
    private record Waiting(ConsumerRecord<byte[], byte[]> first, boolean paused) {}

    Held(ValueDecoder decoder) {
        this(decoder, topic -> true);
    }

    /** @param topics says which topics can be read */
    Held(ValueDecoder decoder, Predicate<String> topics) {
        this.decoder = decoder;
        this.topics = topics;
    }

    /**
     * What of these records may go on: all of a partition before the first that cannot be read yet.
     *
     * @return the very same where all may
     */
    ConsumerRecords<byte[], byte[]> sift(ConsumerRecords<byte[], byte[]> records) {
        Map<TopicPartition, ConsumerRecord<byte[], byte[]>> stops = new HashMap<>();
        for (TopicPartition partition : records.partitions()) {
            for (ConsumerRecord<byte[], byte[]> record : records.records(partition)) {
                // All are looked at, so that all of their schemas are asked for at once.
                if (!isReady(record)) {
                    stops.putIfAbsent(partition, record);
                }
            }
        }
        if (stops.isEmpty()) {
            return records;
        }
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> passed = new HashMap<>();
        Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>(records.nextOffsets());
        for (TopicPartition partition : records.partitions()) {
            ConsumerRecord<byte[], byte[]> stop = stops.get(partition);
            List<ConsumerRecord<byte[], byte[]>> before = new ArrayList<>();
            for (ConsumerRecord<byte[], byte[]> record : records.records(partition)) {
                if (stop == null || record.offset() < stop.offset()) {
                    before.add(record);
                }
            }
            if (!before.isEmpty()) {
                passed.put(partition, before);
            }
            if (stop != null) {
                next.put(partition, new OffsetAndMetadata(stop.offset(), stop.leaderEpoch(), ""));
                waiting.put(partition, new Waiting(stop, false));
            }
        }
        return new ConsumerRecords<>(passed, next);
    }

    /** Where each partition that is held goes on. */
    Map<TopicPartition, Long> offsets() {
        return waiting.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().first().offset()));
    }

    /**
     * Lets those go whose record can be read by now, and those that others read now.
     *
     * @return those to be resumed
     */
    List<TopicPartition> release(Set<TopicPartition> assigned) {
        List<TopicPartition> released = new ArrayList<>();
        waiting.entrySet().removeIf(entry -> {
            boolean ours = assigned.contains(entry.getKey());
            boolean goes = !ours || isReady(entry.getValue().first());
            if (goes && ours && !entry.getValue().paused()) {
                released.add(entry.getKey());
            }
            return goes;
        });
        return released;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Notes that partitions are to be paused, whether they are held or not. */
    void paused(Collection<TopicPartition> partitions) {
        partitions.forEach(
                partition -> waiting.computeIfPresent(partition, (at, held) -> new Waiting(held.first(), true)));
    }

    /** Those of the partitions that can be resumed; the others are when they are released. */
    List<TopicPartition> resumable(Collection<TopicPartition> partitions) {
        List<TopicPartition> free = new ArrayList<>();
        for (TopicPartition partition : partitions) {
            if (waiting.computeIfPresent(partition, (at, held) -> new Waiting(held.first(), false)) == null) {
                free.add(partition);
            }
        }
        return free;
    }

    private boolean isReady(ConsumerRecord<byte[], byte[]> record) {
        return topics.test(record.topic()) && decoder.isReady(record.value(), new RecordHeaderValues(record.headers()));
    }
}
