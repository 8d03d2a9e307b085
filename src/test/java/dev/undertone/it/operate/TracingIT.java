// SPDX-License-Identifier: Apache-2.0
package dev.undertone.it.operate;

import static dev.undertone.testing.Records.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.undertone.testing.Deployment;
import dev.undertone.testing.TestBroker;
import dev.undertone.testing.TinyModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The context of a trace (W3C Trace Context and Baggage) that each record brings reaches its own score or dead letter,
 * and no other, although they are scored in batches.
 */
class TracingIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int REVIEWS = 600;
    private static final List<String> HEADERS = List.of("traceparent", "tracestate", "baggage");

    @TempDir
    private Path folder;

    static List<Arguments> shouldHandTheContextOfEachRecordToItsOwnOutcome() {
        return List.of(
                Arguments.argumentSet("batches that fill from all partitions", "batch.max.size=64", 500),
                Arguments.argumentSet("batches that leave before a commit", "kafka.commit.interval.ms=50", 5000));
    }

    @ParameterizedTest
    @MethodSource
    void shouldHandTheContextOfEachRecordToItsOwnOutcome(String setting, int lingerMillis) {
        try (Deployment deployment = new Deployment(
                        setting, "batch.linger.ms=" + lingerMillis, "model.path=" + TinyModel.writeTo(folder))
                .start()) {
            // Given: every seventh cannot be read.
            List<Integer> torn =
                    IntStream.range(0, REVIEWS).filter(i -> i % 7 == 3).boxed().toList();
            List<Integer> readable =
                    IntStream.range(0, REVIEWS).filter(i -> i % 7 != 3).boxed().toList();

            // When
            publish(deployment.input);

            // Then
            Map<Integer, Context> scored = contexts(deployment.output, readable.size(), TracingIT::id);
            Map<Integer, Context> rejected = contexts(
                    deployment.deadLetters,
                    torn.size(),
                    record -> Integer.valueOf(text(record.value()).substring(5)));
            assertThat(scored).isEqualTo(expected(readable));
            assertThat(rejected).isEqualTo(expected(torn));
        }
    }

    /** The values of the three headers. */
    private record Context(List<String> values) {
        static Context of(int number) {
            return new Context(List.of(
                    "00-4bf92f3577b34da6a3ce929d0e0e%04x-00f067aa0ba9%04x-01".formatted(number, number),
                    "vendor=state" + number,
                    "tenant=t" + number + ",user=u" + number));
        }
    }

    private static void publish(String topic) {
        Map<String, Object> properties = Map.of("bootstrap.servers", TestBroker.bootstrapServers());
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < REVIEWS; i++) {
                String value = i % 7 == 3 ? "torn " + i : "{\"id\":\"" + i + "\",\"text\":\"a good film\"}";
                ProducerRecord<byte[], byte[]> record =
                        new ProducerRecord<>(topic, i % Deployment.PARTITIONS, null, bytes(value));
                for (int header = 0; header < HEADERS.size(); header++) {
                    record.headers()
                            .add(
                                    HEADERS.get(header),
                                    bytes(Context.of(i).values().get(header)));
                }
                producer.send(record);
            }
        }
    }

    private static Map<Integer, Context> contexts(
            String topic, int count, Function<ConsumerRecord<byte[], byte[]>, Integer> number) {
        return Deployment.read(topic, count).stream()
                .collect(Collectors.toMap(
                        number,
                        record -> new Context(HEADERS.stream()
                                .map(name ->
                                        text(record.headers().lastHeader(name).value()))
                                .toList())));
    }

    private static Map<Integer, Context> expected(List<Integer> numbers) {
        return numbers.stream().collect(Collectors.toMap(Function.identity(), Context::of));
    }

    private static int id(ConsumerRecord<byte[], byte[]> record) {
        try {
            return JSON.readTree(record.value()).get("id").asInt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
