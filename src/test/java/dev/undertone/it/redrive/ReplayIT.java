// SPDX-License-Identifier: Apache-2.0
package dev.undertone.it.redrive;

import static dev.undertone.testing.Records.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.undertone.deadletter.Position;
import dev.undertone.redrive.LetterFilter;
import dev.undertone.redrive.RedriveException;
import dev.undertone.redrive.Replay;
import dev.undertone.redrive.ReplayLog;
import dev.undertone.redrive.ReplayOutcome;
import dev.undertone.redrive.ReplayReport;
import dev.undertone.redrive.ReplayRequest;
import dev.undertone.testing.Deployment;
import dev.undertone.testing.TestBroker;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Replays on a real broker: what they write, once, and what they leave. */
class ReplayIT {
    private static final int PARTITIONS = 3;
    /** Kafka would delete records that are older than it keeps them. */
    private static final long WRITTEN_AT = System.currentTimeMillis() - 1_000_000;

    private static final Map<String, Object> CLIENT = Map.of("bootstrap.servers", TestBroker.bootstrapServers());

    private final String orders = "orders-" + UUID.randomUUID().toString().substring(0, 8);
    private final String letters = orders + "-dlt";

    @BeforeEach
    void createTopics() {
        TestBroker.createTopic(orders, PARTITIONS);
        TestBroker.createTopic(letters, 1);
        TestBroker.createTopic(ReplayLog.topic(letters), 1, Map.of("cleanup.policy", "compact"));
    }

    @Test
    void shouldGiveARecordBackWhatItHadBeforeItFailed() throws Exception {
        // Given
        send(letters(10));

        // When
        ReplayReport report = replay(request(LetterFilter.ALL));

        // Then
        assertThat(report.total(ReplayOutcome.REPLAYED)).isEqualTo(10);
        assertThat(Deployment.read(orders, 10)).hasSize(10).allSatisfy(record -> {
            int number = Integer.parseInt(new String(record.key(), StandardCharsets.UTF_8));
            assertThat(record.value()).isEqualTo(bytes("order " + number));
            assertThat(record.partition()).isEqualTo(number % PARTITIONS);
            assertThat(record.timestamp()).isEqualTo(WRITTEN_AT + number);
            assertThat(record.headers())
                    .extracting(Header::key, header -> new String(header.value(), StandardCharsets.UTF_8))
                    .containsExactly(tuple("traceparent", "00-" + number), tuple("undertone.redrive.attempts", "1"));
        });
    }

    @Test
    void shouldReplayEachLetterOnceWhateverFiltersTookAndPassedOver() throws Exception {
        // Given
        send(letters(10));
        LetterFilter two = at(new Position(0, 7), new Position(0, 3));

        // When
        ReplayReport first = replay(request(two));
        ReplayReport second = replay(request(LetterFilter.ALL));
        ReplayReport third = replay(request(LetterFilter.ALL));

        // Then
        assertThat(List.of(first, second, third))
                .extracting(report -> report.total(ReplayOutcome.REPLAYED))
                .containsExactly(2L, 8L, 0L);
        assertThat(third.total(ReplayOutcome.REPLAYED_BEFORE)).isEqualTo(10);
        assertThat(Deployment.read(orders, 10)).hasSize(10);
    }

    @Test
    void shouldRememberReplaysToEachTopicForItself() throws Exception {
        // Given
        String trial = orders + "-trial";
        TestBroker.createTopic(trial, 1);
        send(letters(1));

        // When
        ReplayReport toTrial = replay(to(trial, OptionalDouble.empty()));
        ReplayReport toOrders = replay(request(LetterFilter.ALL));

        // Then
        assertThat(toTrial.total(ReplayOutcome.REPLAYED)).isEqualTo(1);
        assertThat(toOrders.total(ReplayOutcome.REPLAYED)).isEqualTo(1);
    }

    @Test
    void shouldForgetWhatItReplayedFromATopicThatWasMadeAnew() throws Exception {
        // Given
        send(letters(2));
        replay(request(LetterFilter.ALL));
        try (Admin admin = TestBroker.admin()) {
            admin.deleteTopics(List.of(letters)).all().get();
        }
        TestBroker.createTopic(letters, 1);
        send(letters(2));

        // When
        ReplayReport report = replay(request(LetterFilter.ALL));

        // Then
        assertThat(report.total(ReplayOutcome.REPLAYED)).isEqualTo(2);
    }

    @Test
    void shouldWriteNothingInADryRun() throws Exception {
        // Given
        send(letters(3));
        ReplayRequest dry =
                new ReplayRequest(letters, orders, false, LetterFilter.ALL, 3, OptionalDouble.empty(), true);

        // When
        ReplayReport tried = replay(dry);
        ReplayReport done = replay(request(LetterFilter.ALL));

        // Then
        assertThat(tried.total(ReplayOutcome.REPLAYED)).isEqualTo(3);
        assertThat(done.total(ReplayOutcome.REPLAYED)).isEqualTo(3);
        assertThat(Deployment.read(orders, 3)).hasSize(3);
    }

    @Test
    void shouldReplayAtTheRateItIsGiven() throws Exception {
        // Given
        send(letters(41));

        // When
        long start = System.nanoTime();
        replay(to(orders, OptionalDouble.of(20)));
        Duration took = Duration.ofNanos(System.nanoTime() - start);

        // Then: 40 pauses of 50 ms, and what a busy machine adds to that.
        assertThat(took).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(20));
    }

    @Test
    void shouldReplayTheOthersWhereTheTargetRefusesOne() throws Exception {
        // Given
        String narrow = orders + "-narrow";
        TestBroker.createTopic(narrow, 1, Map.of("max.message.bytes", "10000"));
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(letters(4));
        // However it is compressed.
        byte[] large = new byte[20_000];
        new Random(1).nextBytes(large);
        records.add(2, new ProducerRecord<>(letters, 0, null, large));
        send(records);

        // When
        ReplayReport report = replay(to(narrow, OptionalDouble.empty()));

        // Then
        assertThat(report.total(ReplayOutcome.REPLAYED)).isEqualTo(4);
        assertThat(report.total(ReplayOutcome.REFUSED)).isEqualTo(1);
        assertThat(report.firstRefusal())
                .hasValueSatisfying(why -> assertThat(why).startsWith("0:2 because "));
        assertThat(Deployment.read(narrow, 4)).hasSize(4);
    }

    @Test
    void shouldYieldToAReplayThatBeganLater() throws Exception {
        // Given
        send(letters(3));

        // When
        try (Replay earlier = open(request(LetterFilter.ALL));
                Replay later = open(request(LetterFilter.ALL))) {
            // Then
            assertThatThrownBy(() -> earlier.run(offsets -> {}))
                    .isInstanceOf(RedriveException.class)
                    .hasMessage("another replay of " + letters
                            + " has begun and ends this one; run this one again when that is done");
            assertThat(later.run(offsets -> {}).total(ReplayOutcome.REPLAYED)).isEqualTo(3);
        }
        assertThat(Deployment.read(orders, 3)).hasSize(3);
    }

    @Test
    void shouldTellHowFarItHasCome() throws Exception {
        // Given: letters in two transactions, the marks of which have offsets too.
        Map<String, Object> transactional = new HashMap<>(CLIENT);
        transactional.put("transactional.id", letters);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(transactional, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            for (int i = 0; i < 2; i++) {
                producer.beginTransaction();
                letters(10).forEach(producer::send);
                producer.commitTransaction();
            }
        }
        AtomicLong passed = new AtomicLong();

        // When
        long offsets;
        ReplayReport report;
        try (Replay replay = open(request(LetterFilter.ALL))) {
            offsets = replay.offsets();
            report = replay.run(passed::addAndGet);
        }

        // Then
        assertThat(report.total(ReplayOutcome.REPLAYED)).isEqualTo(20);
        assertThat(offsets).isEqualTo(22);
        assertThat(passed).hasValue(22);
    }

    private ReplayReport replay(ReplayRequest request) throws InterruptedException {
        try (Replay replay = open(request)) {
            return replay.run(offsets -> {});
        }
    }

    private Replay open(ReplayRequest request) {
        return Replay.open(CLIENT, request, "redrive-" + letters, topic -> PARTITIONS, System::nanoTime);
    }

    private ReplayRequest request(LetterFilter filter) {
        return new ReplayRequest(letters, orders, false, filter, 3, OptionalDouble.empty(), false);
    }

    private ReplayRequest to(String target, OptionalDouble perSecond) {
        return new ReplayRequest(letters, target, true, LetterFilter.ALL, 3, perSecond, false);
    }

    private static LetterFilter at(Position... positions) {
        return new LetterFilter(
                Set.of(positions), List.of(), List.of(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** As Spring Kafka writes them, of records that were spread over all partitions. */
    private List<ProducerRecord<byte[], byte[]>> letters(int count) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ProducerRecord<byte[], byte[]> letter =
                    new ProducerRecord<>(letters, 0, bytes(Integer.toString(i)), bytes("order " + i));
            letter.headers()
                    .add("traceparent", bytes("00-" + i))
                    .add("kafka_dlt-exception-fqcn", bytes("org.example.OrderException"))
                    .add("kafka_dlt-original-topic", bytes(orders))
                    .add(
                            "kafka_dlt-original-partition",
                            buffer(Integer.BYTES).putInt(i % PARTITIONS).array())
                    .add(
                            "kafka_dlt-original-offset",
                            buffer(Long.BYTES).putLong(i).array())
                    .add(
                            "kafka_dlt-original-timestamp",
                            buffer(Long.BYTES).putLong(WRITTEN_AT + i).array());
            records.add(letter);
        }
        return records;
    }

    private static void send(List<ProducerRecord<byte[], byte[]>> records) {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(CLIENT, new ByteArraySerializer(), new ByteArraySerializer())) {
            records.forEach(producer::send);
        }
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes);
    }
}
