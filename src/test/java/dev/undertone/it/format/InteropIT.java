// SPDX-License-Identifier: Apache-2.0
package dev.undertone.it.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.undertone.event.schema.AvroValues;
import dev.undertone.testing.Child;
import dev.undertone.testing.Deployment;
import dev.undertone.testing.TinyModel;
import dev.undertone.testing.WatchedService;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Reviews by the clients of others with a registry of others: Apicurio's registry and serializer, and KafkaJS. {@code
 * -Davro.reviews=20000} sends more.
 */
@Tag("thorough")
class InteropIT {
    private static final int REVIEWS = Integer.getInteger("avro.reviews", 1_200);
    private static final List<String> SCHEMAS =
            List.of(AvroValues.REVIEW, AvroValues.EVOLVED, AvroValues.EVOLVED_AGAIN);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    private static ApicurioRegistry registry;

    @BeforeAll
    static void startRegistry() {
        Interop.require(InteropIT.class);
        registry = ApicurioRegistry.start(shared);
    }

    @AfterAll
    static void endRegistry() {
        if (registry != null) {
            registry.close();
        }
    }

    @Test
    void shouldScoreWhatOthersPublishWhileTheRegistryIsKilled() throws Exception {
        // Given
        long startedAt = System.nanoTime();
        Interop interop = new Interop(folder, registry);
        try (Deployment deployment = new Deployment(
                        "schema.registry.url=" + registry.url(),
                        "output.format=avro",
                        "output.fields=stars",
                        "model.path=" + TinyModel.writeTo(folder.resolve("model")))
                .start()) {
            int sent = 0;
            for (int third = 0; third < SCHEMAS.size(); third++) {
                // When: a schema that the scorer has not seen, and from the second on no registry to ask.
                int middle = sent + REVIEWS / 6;
                int end = third == 2 ? REVIEWS : sent + REVIEWS / 3;
                publish(
                        third > 0,
                        interop.publishByNode(deployment.input, sent, middle, SCHEMAS.get(third)),
                        interop.publishByApicurio(deployment.input, middle, end, SCHEMAS.get(third), Map.of()));
                sent = end;
                if (third > 0) {
                    await().atMost(Duration.ofSeconds(30))
                            .untilAsserted(() -> assertThat(deployment.get("/health/ready"))
                                    .startsWith("DOWN: the schema registry at " + registry.url() + " does not answer"));
                    assertThat(deployment.get("/health/live")).isEqualTo("UP\n");
                    registry.start();
                }
            }

            // Then
            Deployment.read(deployment.output, REVIEWS);
            List<String> scores = interop.scoresByNode(deployment.output, REVIEWS);
            TreeSet<Integer> ids = new TreeSet<>();
            for (String line : scores) {
                JsonNode score = JSON.readTree(line);
                int id = score.get("id").asInt();
                ids.add(id);
                assertThat(score.get("key").asText()).isEqualTo("k" + id % 100);
                assertThat(score.get("label").asText()).isEqualTo(id % 2 == 0 ? "positive" : "negative");
                assertThat(score.at("/review/stars").asText()).isEqualTo("3");
            }
            assertThat(scores).hasSize(REVIEWS);
            assertThat(ids)
                    .containsExactlyElementsOf(
                            IntStream.range(0, REVIEWS).boxed().toList());
            assertThat(Deployment.read(deployment.deadLetters, 0)).isEmpty();
            deployment.assertAlive();
            System.out.printf(
                    "%d reviews in Avro by others, the registry killed twice: %d scores, %d ids, in %.1f minutes%n",
                    REVIEWS, scores.size(), ids.size(), (System.nanoTime() - startedAt) / 6e10);
        }
    }

    @Test
    void shouldReadEveryIdOfApicurios() throws Exception {
        // Given: what the topics' schemas are is known under other names already, so that no global id is a content id.
        for (int i = 0; i < SCHEMAS.size(); i++) {
            registry.register("known-" + i, new Schema.Parser().parse(SCHEMAS.get(i)));
        }
        Interop interop = new Interop(folder, registry);

        // Then
        assertReads(
                interop,
                List.of(),
                Map.of(),
                Map.of("apicurio.registry.headers.enabled", "true"),
                Map.of("apicurio.registry.headers.enabled", "true", "apicurio.registry.use-id", "globalId"));
        assertReads(interop, List.of("schema.registry.id.kind=global"), Map.of("apicurio.registry.use-id", "globalId"));
        assertReads(
                interop,
                List.of("schema.registry.id.bytes=8"),
                Map.of("apicurio.registry.id-handler", "io.apicurio.registry.serde.Legacy8ByteIdHandler"));
    }

    /** Publishes by serializers of these settings, each with two schemas, and looks for the scores. */
    @SafeVarargs
    private void assertReads(Interop interop, List<String> settings, Map<String, String>... serializers)
            throws Exception {
        List<String> all = new ArrayList<>(settings);
        all.add("schema.registry.url=" + registry.url());
        all.add("output.fields=stars");
        try (Deployment deployment = new Deployment(all.toArray(String[]::new))) {
            deployment.createOutputs();
            int reviews = 0;
            for (Map<String, String> serializer : serializers) {
                for (String schema : SCHEMAS.subList(0, 2)) {
                    publish(
                            false,
                            interop.publishByApicurio(deployment.input, reviews, reviews + 5, schema, serializer));
                    reviews += 5;
                }
            }
            for (int version = 1; version <= 2; version++) {
                JsonNode known = registry.version(deployment.input, version);
                assertThat(known.get("contentId").asLong())
                        .isNotEqualTo(known.get("globalId").asLong());
            }
            try (WatchedService service = WatchedService.start(deployment, folder)) {
                TreeSet<Integer> ids = new TreeSet<>();
                for (ConsumerRecord<byte[], byte[]> score : Deployment.read(deployment.output, reviews)) {
                    ids.add(JSON.readTree(score.value()).get("id").asInt());
                    assertThat(JSON.readTree(score.value()).at("/review/stars").asInt())
                            .isEqualTo(3);
                }
                assertThat(ids)
                        .as("%s", settings)
                        .containsExactlyElementsOf(
                                IntStream.range(0, reviews).boxed().toList());
                assertThat(service.get("/health/ready")).isEqualTo("UP\n");
            }
        }
    }

    /** Lets clients register what they need, perhaps kills the registry, and has them publish. */
    private static void publish(boolean killed, Child... clients) {
        for (Child client : clients) {
            await("a client that is ready")
                    .atMost(Duration.ofSeconds(60))
                    .failFast("a client ended", () -> {
                        assertThat(client.isAlive()).as(client.printed()).isTrue();
                    })
                    .until(() -> client.printed().contains("READY"));
        }
        if (killed) {
            registry.kill();
        }
        for (Child client : clients) {
            client.tell("go");
        }
        for (Child client : clients) {
            assertThat(client.awaitExit()).as(client.printed()).isZero();
        }
    }
}
