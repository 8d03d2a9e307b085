// SPDX-License-Identifier: Apache-2.0
package dev.undertone.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.event.EventDecoder;
import dev.undertone.event.ReviewEvent;
import dev.undertone.event.shape.EventFields;
import dev.undertone.fuzz.MutatedEvents;
import dev.undertone.fuzz.WrittenContract;
import dev.undertone.testing.Deployment;
import dev.undertone.testing.TestBroker;
import dev.undertone.testing.TinyModel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code -Dfuzz.records=100000} makes it long, {@code -Dfuzz.seed} another one. */
class FuzzIT {
    private static final int RECORDS = Integer.getInteger("fuzz.records", 2_000);
    private static final long SEED = Long.getLong("fuzz.seed", 612);

    @TempDir
    private Path folder;

    @Test
    void shouldScoreOrRejectEveryDamagedEventOnce() throws Exception {
        try (Deployment deployment = new Deployment("model.path=" + TinyModel.writeTo(folder)).start()) {
            // Given
            List<byte[]> events = new ArrayList<>();
            MutatedEvents mutated = new MutatedEvents(SEED);
            for (int i = 0; i < RECORDS; i++) {
                events.add(mutated.next());
            }
            int scores = (int) events.stream().filter(FuzzIT::holdsTokens).count();

            // When
            publish(deployment.input, events);
            List<ConsumerRecord<byte[], byte[]>> scored = Deployment.read(deployment.output, scores);
            List<ConsumerRecord<byte[], byte[]>> rejected = Deployment.read(deployment.deadLetters, RECORDS - scores);

            // Then
            System.out.printf("Fuzzed %d records: %d scored, %d rejected%n", RECORDS, scored.size(), rejected.size());
            assertThat(Stream.concat(scored.stream(), rejected.stream())
                            .map(record -> Integer.parseInt(new String(record.key(), StandardCharsets.UTF_8)))
                            .sorted())
                    .as("seed %d", SEED)
                    .isEqualTo(IntStream.range(0, RECORDS).boxed().toList());
            assertThat(rejected)
                    .allSatisfy(record -> assertThat(record.value())
                            .isEqualTo(events.get(Integer.parseInt(new String(record.key(), StandardCharsets.UTF_8)))));
            WrittenContract contract = new WrittenContract();
            assertThat(scored)
                    .allSatisfy(record ->
                            assertThat(contract.faultsOfScore(record.value())).isEmpty());
            assertThat(rejected)
                    .allSatisfy(record -> assertThat(contract.faultsOfLetter(record.headers()))
                            .isEmpty());
            assertThat(deployment.get("/health/ready")).isEqualTo("UP\n");
        }
    }

    private static boolean holdsTokens(byte[] event) {
        return new EventDecoder(EventFields.defaults(), 524_288).decode(event) instanceof ReviewEvent review
                && TinyModel.encoder().encode(review.text()).length() > 0;
    }

    private static void publish(String topic, List<byte[]> events) {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", TestBroker.bootstrapServers(), "linger.ms", 20),
                new StringSerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < events.size(); i++) {
                producer.send(new ProducerRecord<>(topic, Integer.toString(i), events.get(i)));
            }
            producer.flush();
        }
    }
}
