// SPDX-License-Identifier: Apache-2.0
package dev.undertone.it.format;

import static dev.undertone.testing.Records.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.undertone.event.schema.AvroValues;
import dev.undertone.registry.FakeRegistry;
import dev.undertone.testing.Deployment;
import dev.undertone.testing.Records;
import dev.undertone.testing.TinyModel;
import dev.undertone.testing.WatchedService;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reviews in Avro, with a registry that goes away. {@code -Davro.reviews=20000} sends more. */
class RegistryIT {
    private static final int REVIEWS = Integer.getInteger("avro.reviews", 1_200);

    @TempDir
    private Path folder;

    @Test
    void shouldLoseNothingWhileTheRegistryIsAway() throws Exception {
        // Given
        try (FakeRegistry registry = new FakeRegistry();
                Deployment deployment =
                        new Deployment("schema.registry.url=" + registry.url(), "output.fields=stars")) {
            registry.put("1", "AVRO", AvroValues.REVIEW);
            registry.put("2", "AVRO", AvroValues.EVOLVED);
            registry.put("3", "AVRO", AvroValues.EVOLVED_AGAIN);
            deployment.createOutputs();
            try (WatchedService service = WatchedService.start(deployment, folder)) {
                // When: each third of the reviews has a schema that nobody has seen, and twice the registry is away.
                Deployment.send(reviews(deployment.input, 0, REVIEWS / 3, 1, AvroValues.REVIEW));
                Deployment.read(deployment.output, REVIEWS / 3);
                for (int third = 1; third <= 2; third++) {
                    registry.kill();
                    String schema = third == 1 ? AvroValues.EVOLVED : AvroValues.EVOLVED_AGAIN;
                    Deployment.send(reviews(
                            deployment.input, third * REVIEWS / 3, (third + 1) * REVIEWS / 3, 1 + third, schema));
                    await().atMost(Duration.ofSeconds(30))
                            .untilAsserted(() -> assertThat(service.get("/health/ready"))
                                    .startsWith("DOWN: the schema registry at " + registry.url() + " does not answer"));
                    assertThat(service.get("/health/live")).isEqualTo("UP\n");
                    registry.start();
                }

                // Then
                List<ConsumerRecord<byte[], byte[]>> scored = Deployment.read(deployment.output, REVIEWS);
                TreeSet<Integer> ids = new TreeSet<>();
                for (ConsumerRecord<byte[], byte[]> record : scored) {
                    ids.add(Integer.parseInt(new ObjectMapper()
                            .readTree(record.value())
                            .get("id")
                            .asText()));
                    assertThat(new ObjectMapper()
                                    .readTree(record.value())
                                    .at("/review/stars")
                                    .asInt())
                            .isEqualTo(3);
                }
                assertThat(scored).hasSize(REVIEWS);
                assertThat(ids)
                        .containsExactlyElementsOf(
                                IntStream.range(0, REVIEWS).boxed().toList());
                assertThat(service.get("/metrics"))
                        .contains("undertone_reviews_rejected_total{reason=\"UNREADABLE\"} 0.0");
                await().atMost(Duration.ofSeconds(30))
                        .untilAsserted(
                                () -> assertThat(service.get("/health/ready")).isEqualTo("UP\n"));
            }
        }
    }

    @Test
    void shouldWriteScoresInAvroByASchemaThatIsRegistered() throws Exception {
        try (FakeRegistry registry = new FakeRegistry();
                Deployment deployment = new Deployment(
                        "schema.registry.url=" + registry.url(),
                        "output.format=avro",
                        "output.cloudevents=binary",
                        "output.fields=stars",
                        "model.path=" + TinyModel.writeTo(folder.resolve("model")))) {
            registry.put("1", "AVRO", AvroValues.REVIEW);
            deployment.start();

            // When
            Deployment.send(reviews(deployment.input, 0, 9, 1, AvroValues.REVIEW));
            List<ConsumerRecord<byte[], byte[]>> scored = Deployment.read(deployment.output, 9);

            // Then
            JsonNode registered = registry.registered(deployment.output + "-value");
            Schema schema = new Schema.Parser().parse(registered.get("schema").asText());
            for (ConsumerRecord<byte[], byte[]> record : scored) {
                assertThat(ByteBuffer.wrap(record.value()).getInt(1))
                        .isEqualTo(registered.get("id").asInt());
                GenericData.Record score = new GenericDatumReader<GenericData.Record>(schema)
                        .read(
                                null,
                                DecoderFactory.get().binaryDecoder(record.value(), 5, record.value().length - 5, null));
                boolean good = Integer.parseInt(score.get("id").toString()) % 2 == 0;
                assertThat(score.get("label").toString()).isEqualTo(good ? "positive" : "negative");
                assertThat(score.get("review").toString()).isEqualTo("{stars=3}");
                assertThat(header(record, "content-type")).isEqualTo("application/avro");
                assertThat(header(record, "ce_subject"))
                        .isEqualTo(score.get("id").toString());
            }
        }
    }

    @Test
    void shouldSetAsideWhatNamesNoSchemaThatThereIs() throws Exception {
        try (FakeRegistry registry = new FakeRegistry();
                Deployment deployment = new Deployment("schema.registry.url=" + registry.url())) {
            registry.put("1", "AVRO", AvroValues.REVIEW);
            registry.put("2", "JSON", "{}");
            deployment.createOutputs();
            byte[] avro = AvroValues.record(AvroValues.REVIEW, Map.of("id", "a", "text", "good"));
            byte[] json = Records.bytes("{\"id\":\"a\",\"text\":\"good\"}");
            List<byte[]> values = new ArrayList<>(List.of(
                    AvroValues.framed(77, avro),
                    AvroValues.framed(1, avro),
                    AvroValues.framed(Integer.MIN_VALUE, avro),
                    AvroValues.framed(2, json),
                    Arrays.copyOf(AvroValues.framed(1, avro), 7),
                    json,
                    AvroValues.framed(2, avro)));
            try (WatchedService service = WatchedService.start(deployment, folder)) {
                // When
                deployment.publish(values);

                // Then
                assertThat(Deployment.read(deployment.output, 3)).hasSize(3);
                assertThat(Deployment.read(deployment.deadLetters, 4))
                        .extracting(letter -> header(letter, "__streams.errors.message"))
                        .containsExactly(
                                "the schema registry has no schema id 77, which the value names",
                                "no schema registry has schema id 2147483648, which the value names",
                                "the value is not of the schema with schema id 1",
                                "the value is no valid JSON at byte 1");
                assertThat(service.get("/health/ready")).isEqualTo("UP\n");
            }
        }
    }

    private static List<ProducerRecord<byte[], byte[]>> reviews(
            String topic, int from, int to, int schemaId, String schema) {
        return IntStream.range(from, to)
                .mapToObj(i -> {
                    Map<String, Object> fields = new HashMap<>(
                            Map.of("id", Integer.toString(i), "text", i % 2 == 0 ? "good good" : "bad", "stars", 3));
                    if (schemaId > 1) {
                        fields.put(schemaId == 2 ? "shop" : "store", "s");
                    }
                    return new ProducerRecord<>(
                            topic,
                            i % Deployment.PARTITIONS,
                            Records.bytes("k" + i % 100),
                            AvroValues.framed(schemaId, AvroValues.record(schema, fields)));
                })
                .toList();
    }
}
