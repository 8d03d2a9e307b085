// SPDX-License-Identifier: Apache-2.0
package dev.undertone.stream.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.event.Decoded;
import dev.undertone.event.HeaderValues;
import dev.undertone.event.ValueDecoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class HeldTest {
    private static final TopicPartition ZERO = new TopicPartition("reviews", 0);
    private static final TopicPartition ONE = new TopicPartition("reviews", 1);

    private final Set<Byte> known = new HashSet<>(Set.of((byte) 1));
    private final Held held = new Held(new Knowing());

    /** Reads values whose first byte is known. */
    private final class Knowing implements ValueDecoder {
        @Override
        public Decoded decode(byte[] value, HeaderValues headers) {
            throw new AssertionError("nothing is read here");
        }

        @Override
        public boolean isReady(byte[] value, HeaderValues headers) {
            return known.contains(value[0]);
        }
    }

    @Test
    void shouldHandOnTheVerySameRecordsWhereAllCanBeRead() {
        ConsumerRecords<byte[], byte[]> records = records(Map.of(ZERO, List.of(1, 1)));
        assertThat(held.sift(records)).isSameAs(records);
        assertThat(held.isEmpty()).isTrue();
    }

    @Test
    void shouldHoldATopicThatIsNotReadyAndNoOther() {
        // Given
        Set<String> ready = new HashSet<>(Set.of("reviews"));
        Held byTopic = new Held(new Knowing(), ready::contains);
        TopicPartition other = new TopicPartition("others", 0);

        // When
        ConsumerRecords<byte[], byte[]> passed =
                byTopic.sift(records(Map.of(ZERO, List.of(1, 1), other, List.of(1, 1))));
        List<TopicPartition> before = byTopic.release(Set.of(ZERO, other));
        ready.add("others");
        List<TopicPartition> after = byTopic.release(Set.of(ZERO, other));

        // Then
        assertThat(passed.records(ZERO)).hasSize(2);
        assertThat(passed.records(other)).isEmpty();
        assertThat(before).isEmpty();
        assertThat(after).containsExactly(other);
    }

    @Test
    void shouldStopAPartitionAtTheFirstThatCannotBeRead() {
        // When
        ConsumerRecords<byte[], byte[]> passed =
                held.sift(records(Map.of(ZERO, List.of(1, 1, 2, 1), ONE, List.of(1, 1))));

        // Then
        assertThat(passed.records(ZERO)).extracting(ConsumerRecord::offset).containsExactly(0L, 1L);
        assertThat(passed.records(ONE)).hasSize(2);
        assertThat(passed.nextOffsets().get(ZERO).offset()).isEqualTo(2);
        assertThat(passed.nextOffsets().get(ONE).offset()).isEqualTo(2);
        assertThat(held.offsets()).isEqualTo(Map.of(ZERO, 2L));
    }

    @Test
    void shouldHandOnNothingOfAPartitionWhoseFirstCannotBeRead() {
        ConsumerRecords<byte[], byte[]> passed = held.sift(records(Map.of(ZERO, List.of(2, 1))));
        assertThat(passed.isEmpty()).isTrue();
        assertThat(passed.nextOffsets().get(ZERO).offset()).isZero();
    }

    @Test
    void shouldReleaseAPartitionOnceItCanBeRead() {
        // Given
        held.sift(records(Map.of(ZERO, List.of(2))));
        assertThat(held.release(Set.of(ZERO))).isEmpty();
        assertThat(held.resumable(List.of(ZERO, ONE))).containsExactly(ONE);

        // When
        known.add((byte) 2);

        // Then
        assertThat(held.release(Set.of(ZERO))).containsExactly(ZERO);
        assertThat(held.isEmpty()).isTrue();
        assertThat(held.resumable(List.of(ZERO))).containsExactly(ZERO);
    }

    @Test
    void shouldNotResumeWhatOthersHavePaused() {
        // Given
        held.sift(records(Map.of(ZERO, List.of(2))));
        held.paused(List.of(ZERO, ONE));

        // When
        known.add((byte) 2);

        // Then
        assertThat(held.release(Set.of(ZERO))).isEmpty();
        assertThat(held.isEmpty()).isTrue();
    }

    @Test
    void shouldForgetAPartitionThatOthersReadNow() {
        held.sift(records(Map.of(ZERO, List.of(2))));
        assertThat(held.release(Set.of(ONE))).isEmpty();
        assertThat(held.isEmpty()).isTrue();
    }

    private static ConsumerRecords<byte[], byte[]> records(Map<TopicPartition, List<Integer>> values) {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = new HashMap<>();
        Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
        values.forEach((partition, bytes) -> {
            List<ConsumerRecord<byte[], byte[]>> list = new ArrayList<>();
            for (int i = 0; i < bytes.size(); i++) {
                list.add(new ConsumerRecord<>(partition.topic(), partition.partition(), i, null, new byte[] {
                    bytes.get(i).byteValue()
                }));
            }
            records.put(partition, list);
            next.put(partition, new OffsetAndMetadata(bytes.size()));
        });
        return new ConsumerRecords<>(records, next);
    }
}
