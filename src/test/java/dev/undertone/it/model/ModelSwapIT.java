// SPDX-License-Identifier: Apache-2.0
package dev.undertone.it.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.undertone.model.ModelBundle;
import dev.undertone.testing.Deployment;
import dev.undertone.testing.Distribution;
import dev.undertone.testing.TinyModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Models exchanged while reviews flow. Each score tells its model: one finds the good ones positive, the other
 * the contrary.
 */
class ModelSwapIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CHUNK = 500;
    private static final int SWAPS = 9;

    @TempDir
    private Path folder;

    @Test
    void shouldScoreEachReviewOnceByTheModelItNamesThroughSwaps() throws Exception {
        Path model = TinyModel.writeTo(folder.resolve("model"));
        try (Deployment deployment =
                new Deployment("model.path=" + model, "model.reload.interval.ms=0", "batch.linger.ms=50").start()) {
            // Given
            publish(deployment, 0);
            Deployment.read(deployment.output, CHUNK);

            // When
            for (int swap = 1; swap <= SWAPS; swap++) {
                publish(deployment, swap);
                int version = swap % 2 == 0 ? 1 : 2;
                if (version == 1) {
                    TinyModel.writeTo(model);
                } else {
                    TinyModel.writeContraryTo(model, "2");
                }
                HttpResponse<String> answer = deployment.ask("POST", "/model/reload");
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                assertThat(JSON.readTree(answer.body()))
                        .isEqualTo(JSON.readTree("{\"model\":{\"outcome\":\"swapped\",\"name\":\"tiny\",\"version\":\""
                                + version + "\"}}"));
            }
            publish(deployment, SWAPS + 1);

            // Then
            int reviews = (SWAPS + 2) * CHUNK;
            List<JsonNode> events = events(deployment, reviews);
            assertThat(events)
                    .extracting(event -> event.get("id").asInt())
                    .containsExactlyElementsOf(
                            IntStream.range(0, reviews).boxed().toList());
            assertThat(events)
                    .allSatisfy(event -> assertThat(event.get("label").asText())
                            .isEqualTo(label(event.get("id").asInt(), version(event))));
            assertThat(events.subList(0, CHUNK))
                    .extracting(ModelSwapIT::version)
                    .containsOnly("1");
            assertThat(events.subList(reviews - CHUNK, reviews))
                    .extracting(ModelSwapIT::version)
                    .containsOnly("2");
            assertThat(Deployment.read(deployment.deadLetters, 0)).isEmpty();
            assertThat(deployment.get("/metrics"))
                    .contains(
                            "undertone_model_info{name=\"tiny\",version=\"2\"} 1\n",
                            "undertone_model_reloads_total{outcome=\"swapped\",role=\"served\"} " + SWAPS + ".0\n");
        }
    }

    @Test
    void shouldRefuseABrokenBundleAndGoOnWithTheOldOne() throws Exception {
        Path model = TinyModel.writeTo(folder.resolve("model"));
        try (Deployment deployment = new Deployment("model.path=" + model, "model.reload.interval.ms=0").start()) {
            // Given
            TinyModel.writeContraryTo(model, "2");
            Files.write(model.resolve(ModelBundle.GRAPH), new byte[] {1, 2, 3});

            // When
            HttpResponse<String> answer = deployment.ask("POST", "/model/reload");
            publish(deployment, 0);

            // Then
            assertThat(answer.statusCode()).isEqualTo(409);
            assertThat(JSON.readTree(answer.body()))
                    .isEqualTo(JSON.readTree(
                            "{\"model\":{\"outcome\":\"refused\",\"name\":\"tiny\",\"version\":\"1\",\"reason\":"
                                    + "\"the model bundle model.path has a model.onnx that is not the one its manifest.json names"
                                    + " (SHA-256 differs); copy the whole bundle again\"}}"));
            assertThat(Deployment.read(deployment.output, CHUNK))
                    .extracting(record -> version(json(record.value())))
                    .hasSize(CHUNK)
                    .containsOnly("1");
            assertThat(deployment.get("/metrics"))
                    .contains(
                            "undertone_model_info{name=\"tiny\",version=\"1\"} 1\n",
                            "undertone_model_reloads_total{outcome=\"refused\",role=\"served\"} 1.0\n");
            assertThat(deployment.scorer().err())
                    .containsOnlyOnce("Refused a model bundle")
                    .contains("WARN", "SHA-256 differs");
            assertThat(deployment.ask("GET", "/model/reload").statusCode()).isEqualTo(405);
        }
    }

    @Test
    void shouldTakeUpABundleThatIsCopiedIntoTheFolderOnceItIsWhole() throws Exception {
        Path model = TinyModel.writeTo(folder.resolve("model"));
        Path next = TinyModel.writeContraryTo(folder.resolve("next"), "2");
        try (Deployment deployment = new Deployment("model.path=" + model, "model.reload.interval.ms=100").start()) {
            // Given
            copy(next, model, ModelBundle.MANIFEST, ModelBundle.GRAPH, ModelBundle.CARD);
            awaitLine(deployment, "Refused a model bundle");
            publish(deployment, 0);
            List<String> halfCopied = versions(deployment, CHUNK);

            // When
            copy(next, model, ModelBundle.VOCABULARY);
            awaitLine(deployment, "Took up another model");
            publish(deployment, 1);

            // Then
            assertThat(halfCopied).containsOnly("1");
            assertThat(versions(deployment, 2 * CHUNK).subList(CHUNK, 2 * CHUNK))
                    .containsOnly("2");
        }
    }

    @Test
    void shouldCompareAShadowWithoutTouchingTheOutput() throws Exception {
        Path model = TinyModel.writeTo(folder.resolve("model"));
        Path shadow = TinyModel.writeContraryTo(folder.resolve("shadow"), "2");
        try (Deployment deployment = new Deployment(
                        "model.path=" + model, "model.shadow.path=" + shadow, "model.reload.interval.ms=0")
                .start()) {
            // When
            publish(deployment, 0);

            // Then
            assertThat(versions(deployment, CHUNK)).hasSize(CHUNK).containsOnly("1");
            awaitMetric(deployment, "undertone_shadow_reviews_total{result=\"disagreed\"} " + CHUNK + ".0");
            assertThat(deployment.get("/metrics"))
                    .contains(
                            "undertone_shadow_model_info{name=\"tiny\",version=\"2\"} 1\n",
                            "undertone_shadow_reviews_total{result=\"agreed\"} 0.0\n",
                            "undertone_shadow_score_difference_count " + CHUNK + "\n");
            assertThat(Distribution.run("inspect", "shadow", "--http", deployment.httpAddress())
                            .lines())
                    .contains("reviews compared        500", "same label              0.00 %");

            // And when
            TinyModel.writeTo(shadow);
            HttpResponse<String> answer = deployment.ask("POST", "/model/reload");
            publish(deployment, 1);

            // Then
            assertThat(JSON.readTree(answer.body()))
                    .isEqualTo(
                            JSON.readTree("{\"model\":{\"outcome\":\"unchanged\",\"name\":\"tiny\",\"version\":\"1\"},"
                                    + "\"shadow\":{\"outcome\":\"swapped\",\"name\":\"tiny\",\"version\":\"1\"}}"));
            assertThat(versions(deployment, 2 * CHUNK)).hasSize(2 * CHUNK).containsOnly("1");
            awaitMetric(deployment, "undertone_shadow_reviews_total{result=\"agreed\"} " + CHUNK + ".0");
            assertThat(deployment.get("/metrics"))
                    .contains("undertone_shadow_reviews_total{result=\"disagreed\"} 0.0\n");
        }
    }

    @Test
    void shouldGoOnScoringBesideAShadowThatFails() throws Exception {
        Path model = TinyModel.writeTo(folder.resolve("model"));
        Path shadow = TinyModel.writeTo(folder.resolve("shadow"), List.of("good", "bad"));
        try (Deployment deployment = new Deployment("model.path=" + model, "model.shadow.path=" + shadow).start()) {
            // When
            publish(deployment, 0);

            // Then
            assertThat(versions(deployment, CHUNK)).hasSize(CHUNK);
            awaitMetric(deployment, "undertone_shadow_reviews_total{result=\"failed\"} " + CHUNK + ".0");
            assertThat(Deployment.read(deployment.deadLetters, 0)).isEmpty();
            assertThat(deployment.scorer().err()).containsOnlyOnce("The shadow model fails");
            assertThat(deployment.scorer().terminate()).isZero();
        }
    }

    /** Good ones have even numbers, bad ones odd. */
    private static void publish(Deployment deployment, int chunk) {
        deployment.publish(IntStream.range(chunk * CHUNK, (chunk + 1) * CHUNK)
                .mapToObj(i -> "{\"id\":\"" + i + "\",\"text\":\"a " + (i % 2 == 0 ? "good" : "bad") + " evening\"}")
                .map(event -> event.getBytes(StandardCharsets.UTF_8))
                .toList());
    }

    private static String label(int number, String version) {
        return (number % 2 == 0) == version.equals("1") ? "positive" : "negative";
    }

    private static List<String> versions(Deployment deployment, int reviews) {
        return events(deployment, reviews).stream().map(ModelSwapIT::version).toList();
    }

    /** In the order in which the reviews were published; scores without keys are spread over partitions. */
    private static List<JsonNode> events(Deployment deployment, int reviews) {
        return Deployment.read(deployment.output, reviews).stream()
                .map(record -> json(record.value()))
                .sorted(Comparator.comparing(event -> event.get("id").asInt()))
                .toList();
    }

    private static String version(JsonNode event) {
        return event.at("/model/version").asText();
    }

    private static void awaitLine(Deployment deployment, String text) {
        Awaitility.await(text)
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(deployment.scorer().err()).contains(text));
    }

    private static void awaitMetric(Deployment deployment, String sample) {
        Awaitility.await(sample)
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(deployment.get("/metrics")).contains(sample + "\n"));
    }

    private static void copy(Path from, Path to, String... names) throws IOException {
        for (String name : names) {
            Files.copy(from.resolve(name), to.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static JsonNode json(byte[] value) {
        try {
            return JSON.readTree(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
