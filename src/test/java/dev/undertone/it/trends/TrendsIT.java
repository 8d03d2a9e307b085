// SPDX-License-Identifier: Apache-2.0
package dev.undertone.it.trends;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.undertone.testing.Child;
import dev.undertone.testing.Deployment;
import dev.undertone.testing.MetricsText;
import dev.undertone.testing.Records;
import dev.undertone.testing.TinyModel;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trends beside the scorer and alone, and what they answer. */
class TrendsIT {
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    @Test
    void shouldKeepTrendsBesideTheScorerByAFieldThatItCarries() throws Exception {
        // Given
        String name = UUID.randomUUID().toString().substring(0, 8);
        try (Deployment deployment = new Deployment(
                        "model.path=" + TinyModel.writeTo(folder.resolve("model")),
                        "trends.by=productId",
                        "trends.topic=trends-" + name,
                        "trends.alerts.topic=alerts-" + name)
                .start()) {
            // When
            deployment.publish(List.of(
                    Records.bytes("{\"id\":\"a\",\"text\":\"good\",\"productId\":\"p-1\"}"),
                    Records.bytes("{\"id\":\"b\",\"text\":\"bad\",\"productId\":\"p-1\"}"),
                    Records.bytes("{\"id\":\"c\",\"text\":\"good\"}")));

            // Then
            Awaitility.await()
                    .atMost(SOON)
                    .ignoreExceptions()
                    .until(() -> count(deployment.get("/trends?by=productId&key=p-1")) == 2
                            && count(deployment.get("/trends")) == 3);
            assertThat(new String(Deployment.read(deployment.output, 3).get(0).value(), StandardCharsets.UTF_8))
                    .contains("\"review\":{\"productId\":\"p-1\"}");
            assertThat(MetricsText.sum(deployment.get("/metrics"), "undertone_trends_reviews_total", "unkeyed"))
                    .isEqualTo(1);
            assertThat(Deployment.read("trends-" + name, 2)).isNotEmpty();
        }
    }

    @Test
    void shouldSayInOneSentenceThatTheScorerDoesNotCarryTheField() throws Exception {
        // Given
        try (TrendsDeployment cluster = new TrendsDeployment(folder)) {
            Child instance = cluster.instances.add();
            TrendsInstances.awaitReady(instance);

            // When
            cluster.publish(Instant.now(), "r-1", null, 0.5);

            // Then
            Awaitility.await().atMost(SOON).until(() -> instance.printed().contains("output.fields or trends.by"));
            Awaitility.await()
                    .atMost(SOON)
                    .until(() -> count(get(instance, "/trends").body()) == 1);
            assertThat(json(get(instance, "/trends/top?order=count&at=" + Instant.now())
                                    .body())
                            .get("keys"))
                    .isEmpty();
        }
    }

    @Test
    void shouldAnswerForAllFromAnyInstance() throws Exception {
        // Given
        try (TrendsDeployment cluster = new TrendsDeployment(folder)) {
            List<Child> two = cluster.instances.addReady(2);
            Child first = two.get(0);
            Child second = two.get(1);
            Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(3));

            // When
            for (int product = 0; product < 20; product++) {
                for (int i = 0; i < 25; i++) {
                    double spread = i % 2 == 0 ? 0.05 : -0.05;
                    double now = product == 7 ? -0.5 : product == 8 ? 0.9 : 0.3;
                    String key = "ü/ ö&" + product;
                    cluster.add(hour.plusSeconds(i), "a-" + product + "-" + i, key, 0.3 + spread);
                    cluster.add(hour.plusSeconds(3600 + i), "b-" + product + "-" + i, key, now + spread);
                }
            }
            cluster.flush();
            // The hour after it begins, so that the one before has ended.
            cluster.publish(hour.plusSeconds(7200), "c", "later", 0.5);

            // Then
            Awaitility.await()
                    .atMost(SOON)
                    .ignoreExceptions()
                    .untilAsserted(() ->
                            assertThat(count(get(first, "/trends").body())).isEqualTo(1001));
            Awaitility.await().atMost(SOON).ignoreExceptions().untilAsserted(() -> {
                for (int product = 0; product < 20; product++) {
                    String query = "/trends?by=productId&key=" + encoded("ü/ ö&" + product);
                    HttpResponse<String> answer = get(first, query);
                    assertThat(answer.statusCode()).isEqualTo(200);
                    assertThat(count(answer.body())).isEqualTo(50);
                    assertThat(get(second, query).body()).isEqualTo(answer.body());
                }
            });
            List<Integer> held = held(hour, first, second);
            assertThat(held).allMatch(keys -> keys > 0);
            assertThat(held.get(0) + held.get(1)).isEqualTo(20);
            JsonNode falling = json(get(first, "/trends/top?order=falling").body());
            assertThat(falling.get("start").asText())
                    .isEqualTo(hour.plusSeconds(3600).toString());
            assertThat(falling.get("keys")).hasSize(1);
            assertThat(falling.get("keys").get(0).get("key").asText()).isEqualTo("ü/ ö&7");
            assertThat(falling.get("keys").get(0).get("change").asDouble()).isEqualTo(-0.8);
            assertThat(falling.get("keys").get(0).get("p").asDouble()).isLessThan(1e-6);
            assertThat(json(get(second, "/trends/top?order=falling").body())).isEqualTo(falling);
            JsonNode rising = json(get(second, "/trends/top?order=rising").body());
            assertThat(rising.get("keys")).hasSize(1);
            assertThat(rising.get("keys").get(0).get("key").asText()).isEqualTo("ü/ ö&8");
            assertThat(json(get(second, "/trends/top?order=lowest&limit=3&by=productId&window=1h")
                                    .body())
                            .get("keys"))
                    .hasSize(3);
        }
    }

    @Test
    void shouldNotPassOnWhatWasPassedOn() throws Exception {
        // Given
        try (TrendsDeployment cluster = new TrendsDeployment(folder)) {
            List<Child> two = cluster.instances.addReady(2);
            Child first = two.get(0);
            Child second = two.get(1);
            cluster.publish(Instant.now(), "r-1", "p-1", 0.5);
            Awaitility.await()
                    .atMost(SOON)
                    .ignoreExceptions()
                    .until(() -> count(get(first, "/trends?by=productId&key=p-1")
                                            .body())
                                    == 1
                            && count(get(second, "/trends?by=productId&key=p-1").body()) == 1);

            // When
            Set<Integer> statuses = new HashSet<>();
            for (Child instance : List.of(first, second)) {
                statuses.add(forwarded(instance, "/trends?by=productId&key=p-1").statusCode());
            }

            // Then
            assertThat(statuses).containsExactlyInAnyOrder(200, 503);
        }
    }

    @Test
    void shouldAnswerInTimeThatAnInstanceDoesNot() throws Exception {
        // Given
        try (TrendsDeployment cluster = new TrendsDeployment(folder)) {
            List<Child> two = cluster.instances.addReady(2);
            Child first = two.get(0);
            Child second = two.get(1);
            Instant now = Instant.now();
            for (int i = 0; i < 40; i++) {
                cluster.add(now, "r-" + i, "p-" + i, 0.5);
            }
            cluster.flush();
            Awaitility.await()
                    .atMost(SOON)
                    .ignoreExceptions()
                    .until(() -> held(now, first, second).stream().allMatch(keys -> keys > 0));

            // When
            second.freeze();
            HttpResponse<String> answer;
            long start = System.nanoTime();
            try {
                answer = get(first, "/trends/top?order=count&at=" + now);
            } finally {
                second.thaw();
            }

            // Then
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(json(answer.body()).get("detail").asText()).contains("does not answer");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
        }
    }

    @Test
    void shouldRefuseWhatIsNoQuestion() throws Exception {
        // Given
        try (TrendsDeployment cluster = new TrendsDeployment(folder)) {
            Child instance = cluster.instances.add();
            TrendsInstances.awaitReady(instance);

            // Then
            for (String query : List.of(
                    "/trends?by=price&key=1",
                    "/trends?key=1",
                    "/trends?by=productId",
                    "/trends?window=2h",
                    "/trends?from=yesterday",
                    "/trends?limit=0",
                    "/trends?colour=red",
                    "/trends?window=1h&window=1h",
                    "/trends/top?order=upwards",
                    "/trends/top?limit=1001",
                    "/trends/top?at=now")) {
                HttpResponse<String> answer = get(instance, query);
                assertThat(answer.statusCode()).as(query).isEqualTo(400);
                assertThat(json(answer.body()).get("detail").asText()).as(query).isNotBlank();
            }
            assertThat(get(instance, "/trends/bottom").statusCode()).isEqualTo(404);
            assertThat(get(instance, "/health/ready").body()).isEqualTo("UP\n");
        }
    }

    /** How many keys each instance holds of a window. */
    private static List<Integer> held(Instant at, Child... instances) throws IOException, InterruptedException {
        List<Integer> held = new ArrayList<>();
        for (Child instance : instances) {
            held.add(json(forwarded(instance, "/trends/top?order=count&limit=1000&at=" + at)
                            .body())
                    .get("keys")
                    .size());
        }
        return held;
    }

    /** Asks as another instance would. */
    private static HttpResponse<String> forwarded(Child instance, String target)
            throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(uri(instance, target))
                        .header("Undertone-Forwarded", "true")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static int count(String answer) throws IOException {
        int count = 0;
        for (JsonNode window : json(answer).get("windows")) {
            count += window.get("count").asInt();
        }
        return count;
    }

    private static HttpResponse<String> get(Child instance, String target) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(uri(instance, target)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static URI uri(Child instance, String target) {
        return URI.create("http://" + TrendsInstances.address(instance) + target);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static JsonNode json(String text) throws IOException {
        return JSON.readTree(text);
    }
}
