// SPDX-License-Identifier: Apache-2.0
package dev.undertone.redrive;

import dev.undertone.deadletter.DeadLetter;
import dev.undertone.deadletter.Position;
import dev.undertone.kafka.Cluster;
import dev.undertone.kafka.CommittedReader;
import dev.undertone.kafka.RequiredAcl;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Uuid;

/**
 * Which dead letters were replayed to a topic before. A topic beside the dead letters holds a record for each replay,
 * written in one transaction with it, under the key {@code TOPIC-ID/PARTITION/OFFSET/TARGET}.
 *
 * <p>It is a topic of its own, and not the offset of a consumer group, because what a filter passed over lies before
 * what it took, and because Kafka forgets the offsets of a group that nobody is in.
 */
public final class ReplayLog {
    private static final String SUFFIX = "-redriven";
    private static final int BLOCK = 1 << 16;

    private final String keyStart;
    private final Predicate<String> targets;
    /**
     * By target, by partition and by offset divided by {@link #BLOCK}: a million of them take some hundred kilobytes.
     */
    private final Map<String, Map<Integer, Map<Long, BitSet>>> replayed = new HashMap<>();

    ReplayLog(Uuid deadLettersId, Predicate<String> targets) {
        this.keyStart = deadLettersId + "/";
        this.targets = targets;
    }

    /** The topic that holds them. */
    public static String topic(String deadLetters) {
        return deadLetters + SUFFIX;
    }

    /**
     * Reads those of the replays from one topic to others; there are none where nothing was ever replayed.
     *
     * @param targets which those are
     * @throws dev.undertone.kafka.BrokerUnavailableException if no broker answers, or there is no topic with that name
     */
    public static ReplayLog read(Map<String, Object> clientProperties, String deadLetters, Predicate<String> targets) {
        ReplayLog receipts;
        RequiredAcl[] rights = {RequiredAcl.readTopic(deadLetters), RequiredAcl.readTopic(topic(deadLetters))};
        try (Cluster cluster = Cluster.connect(clientProperties, rights)) {
            // A topic that was deleted and made again starts to count at 0 again; its id is another.
            Optional<Uuid> id = cluster.topicId(deadLetters);
            receipts = new ReplayLog(id.orElse(Uuid.ZERO_UUID), targets);
            if (id.isEmpty() || cluster.partitions(topic(deadLetters)).isEmpty()) {
                return receipts;
            }
        }
        try (CommittedReader reader = CommittedReader.open(clientProperties, List.of(topic(deadLetters)), true)) {
            List<ConsumerRecord<byte[], byte[]>> records = reader.pollUntilEnd();
            while (!records.isEmpty()) {
                records.forEach(record -> receipts.add(record.key()));
                records = reader.pollUntilEnd();
            }
        }
        return receipts;
    }

    /** Whether this letter was replayed before, to any of the targets. */
    public boolean hold(Position position) {
        return replayed.keySet().stream().anyMatch(target -> hold(position, target));
    }

    /** Whether it was replayed to that topic before. */
    boolean hold(Position position, String target) {
        BitSet block = replayed.getOrDefault(target, Map.of())
                .getOrDefault(position.partition(), Map.of())
                .get(position.offset() / BLOCK);
        return block != null && block.get((int) (position.offset() % BLOCK));
    }

    /** What is to be written with a replay. */
    ProducerRecord<byte[], byte[]> receipt(String deadLetters, DeadLetter letter, String target) {
        Position position = letter.position();
        String key = keyStart + position.partition() + "/" + position.offset() + "/" + target;
        String attempt = Integer.toString(letter.attempts() + 1);
        return new ProducerRecord<>(
                topic(deadLetters), key.getBytes(StandardCharsets.UTF_8), attempt.getBytes(StandardCharsets.UTF_8));
    }

    /** Takes note of a receipt; one of another topic, or for another target, says nothing here. */
    void add(byte[] key) {
        String text = key == null ? "" : new String(key, StandardCharsets.UTF_8);
        if (!text.startsWith(keyStart)) {
            return;
        }
        String[] parts = text.substring(keyStart.length()).split("/", 3);
        if (parts.length == 3 && targets.test(parts[2])) {
            Position.parse(parts[0] + ":" + parts[1])
                    .ifPresent(position -> replayed.computeIfAbsent(parts[2], target -> new HashMap<>())
                            .computeIfAbsent(position.partition(), partition -> new HashMap<>())
                            .computeIfAbsent(position.offset() / BLOCK, block -> new BitSet())
                            .set((int) (position.offset() % BLOCK)));
        }
    }
}
