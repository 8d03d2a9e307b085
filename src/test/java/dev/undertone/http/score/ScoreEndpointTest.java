// SPDX-License-Identifier: Apache-2.0
package dev.undertone.http.score;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.undertone.batch.BatchPolicy;
import dev.undertone.event.shape.EventFields;
import dev.undertone.event.shape.EventShape;
import dev.undertone.http.Health;
import dev.undertone.http.MetricsServer;
import dev.undertone.http.StaticPage;
import dev.undertone.score.ReviewScorer;
import dev.undertone.serve.ServedModel;
import dev.undertone.testing.TinyModel;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class ScoreEndpointTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-23T20:15:00.123Z"), ZoneOffset.UTC);
    private static final int LIMIT = 500;

    private final List<ScoreRequestMetrics.Ending> endings = new CopyOnWriteArrayList<>();

    @TempDir
    private Path folder;

    private MetricsServer server;
    private AutoCloseable scoring;

    @BeforeEach
    void start() throws IOException {
        serve(new ServedModel(ReviewScorer.open(TinyModel.open(folder), 0)), 20);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
        scoring.close();
    }

    @Test
    void shouldAnswerOneReviewWithItsScoredEvent() throws Exception {
        // When
        HttpResponse<String> response =
                post("application/json", "{\"id\":\"a-17\",\"text\":\"good\",\"productId\":\"p\"}");

        // Then
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(response.body())
                .isEqualTo("{\"id\":\"a-17\",\"label\":\"positive\",\"score\":0.761594,\"probability\":0.880797,"
                        + "\"confidence\":0.880797,\"tokens\":1,\"known\":1.0,\"truncated\":false,"
                        + "\"model\":{\"name\":\"tiny\",\"version\":\"1\"},\"scoredAt\":\"2026-11-23T20:15:00.123Z\","
                        + "\"review\":{\"productId\":\"p\"}}\n");
        assertThat(endings).containsExactly(ScoreRequestMetrics.Ending.ANSWERED);
    }

    @Test
    void shouldTakeATextAsItIs() throws Exception {
        // When
        HttpResponse<String> response = post("text/plain; charset=utf-8", "awful, <b>bad</b>");

        // Then
        assertThat(response.body()).startsWith("{\"id\":\"text-1\",\"label\":\"negative\",");
    }

    @Test
    void shouldAnswerAnArrayInItsOrderWithWhatStandsAgainstSome() throws Exception {
        // When
        JsonNode answer = new ObjectMapper()
                .readTree(
                        post("application/json", "[\"good\",{\"x\":1},\"bad\",\" \",{\"id\":\"e\",\"text\":\"great\"}]")
                                .body());

        // Then
        assertThat(answer)
                .extracting(event -> event.path("id").asText())
                .containsExactly("text-1", "text-2", "text-3", "text-4", "e");
        assertThat(answer)
                .extracting(event ->
                        event.path("label").asText() + event.path("rejected").asText())
                .containsExactly("positive", "MISSING_TEXT", "negative", "EMPTY_TEXT", "positive");
    }

    @Test
    void shouldAnswerLinesWithLines() throws Exception {
        // When
        HttpResponse<String> response = post("application/x-ndjson", "{\"text\":\"good\"}\n\nsecret\n\"bad\"");

        // Then
        assertThat(response.headers().firstValue("Content-Type")).contains("application/x-ndjson");
        assertThat(response.body().lines().map(line -> line.substring(0, line.indexOf(',', 15))))
                .containsExactly(
                        "{\"id\":\"line-1\",\"label\":\"positive\"",
                        "{\"id\":\"line-3\",\"rejected\":\"UNREADABLE\"",
                        "{\"id\":\"line-4\",\"label\":\"negative\"");
        assertThat(response.body()).endsWith("}\n").doesNotContain("secret");
        assertThat(post("application/x-ndjson", "").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST | /score   | text/plain                        | ' secret'          | 200 |",
                "POST | /score   | text/plain                        | ' . '              | 422 | EMPTY_TEXT",
                "POST | /score   | application/json                  | {\"x\":\"secret\"} | 422 | MISSING_TEXT",
                "POST | /score   | application/json                  | secret             | 422 | UNREADABLE",
                "POST | /score   | application/json                  | [secret            | 400 |",
                "POST | /score   | application/x-www-form-urlencoded | secret             | 415 |",
                "POST | /score   | text/plain; charset=iso-8859-1    | secret             | 415 |",
                "POST | /score/x | text/plain                        | secret             | 404 |",
                "GET  | /score   | text/plain                        | ''                 | 405 |",
                "PUT  | /score   | text/plain                        | secret             | 405 |",
            })
    void shouldSayWhatIsWrongInOneSentence(
            String method, String path, String type, String body, int status, String reason) throws Exception {
        // When
        HttpResponse<String> response = send(method, path, type, body);

        // Then
        assertThat(response.statusCode()).isEqualTo(status);
        if (status != 200) {
            assertProblem(response, status, reason);
        }
    }

    @Test
    void shouldRefuseWhatIsTooLarge() throws Exception {
        // When
        HttpResponse<String> review = post("text/plain", "x".repeat(LIMIT + 1));
        HttpResponse<String> events = post("application/x-ndjson", "\"a\"\n".repeat(21));
        HttpResponse<String> body = post("application/x-ndjson", " ".repeat(ScoreEndpoint.MOST_BYTES + 1));

        // Then
        assertProblem(review, 413, "TOO_LARGE");
        assertProblem(events, 413, null);
        assertProblem(body, 413, null);
    }

    @Test
    void shouldTurnAwayWhatThereIsNoRoomForAndSayWhenToComeBack() throws Exception {
        // Given
        stop();
        HeldModel held = new HeldModel();
        serve(new ServedModel(held.scorer("1")), 2);
        CompletableFuture<HttpResponse<String>> waiting =
                CLIENT.sendAsync(request("POST", "/score", "text/plain", "good"), HttpResponse.BodyHandlers.ofString());
        held.awaitBegin();

        // When
        HttpResponse<String> turnedAway = post("application/json", "[\"good\",\"bad\"]");
        held.release();

        // Then
        assertProblem(turnedAway, 503, null);
        assertThat(turnedAway.headers().firstValue("Retry-After")).contains("1");
        assertThat(waiting.get().statusCode()).isEqualTo(200);
        Awaitility.await("room again")
                .until(() -> post("application/json", "[\"good\",\"bad\"]").statusCode() == 200);
    }

    @Test
    void shouldAnswerToAGoodConnectionAgainAndAgain() throws Exception {
        for (int i = 0; i < 200; i++) {
            assertThat(post("text/plain", i % 2 == 0 ? "good" : " ").statusCode())
                    .isEqualTo(i % 2 == 0 ? 200 : 422);
        }
    }

    @Test
    void shouldScoreWhatOthersAskMeanwhile() throws Exception {
        // When
        List<CompletableFuture<HttpResponse<String>>> answers = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 20; i++) {
            answers.add(CLIENT.sendAsync(
                    request("POST", "/score", "application/json", "{\"id\":" + i + ",\"text\":\"good\"}"),
                    HttpResponse.BodyHandlers.ofString()));
        }

        // Then
        for (int i = 0; i < 20; i++) {
            assertThat(answers.get(i).get().body()).startsWith("{\"id\":\"" + i + "\",\"label\":\"positive\"");
        }
    }

    private static void assertProblem(HttpResponse<String> response, int status, String reason) throws IOException {
        JsonNode problem = new ObjectMapper().readTree(response.body());
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("title").asText()).isNotEmpty();
        assertThat(problem.path("detail").asText()).isNotEmpty().doesNotContain(". ", "secret", "Exception");
        assertThat(problem.path("reason").asText(null)).isEqualTo(reason);
    }

    private void serve(ServedModel model, int mostWaiting) throws IOException {
        ScoreRequestMetrics metrics = new ScoreRequestMetrics() {
            @Override
            public void requestEnded(Ending ending, Duration took) {
                endings.add(ending);
            }
        };
        ScoreQueue queue = ScoreQueue.start(model, new BatchPolicy(100, 1_000, Duration.ZERO), 1, mostWaiting, metrics);
        ScoreEndpoint endpoint = new ScoreEndpoint(
                queue,
                EventShape.plain(new EventFields("text", "id", List.of("productId"))),
                LIMIT,
                metrics,
                CLOCK,
                System::nanoTime);
        server = MetricsServer.start(
                "127.0.0.1", 0, () -> "", new Health(Optional::empty, Optional::empty, Optional::empty));
        server.addGuarded(ScoreEndpoint.PATH, endpoint);
        server.addOpen(
                "/openapi.json",
                StaticPage.of("/openapi.json", "application/json", ScoreEndpoint.class, "openapi.json"));
        scoring = () -> {
            queue.close();
            endpoint.close();
            model.close();
        };
    }

    private HttpResponse<String> post(String type, String body) throws Exception {
        return send("POST", "/score", type, body);
    }

    private HttpResponse<String> send(String method, String path, String type, String body) throws Exception {
        return CLIENT.send(request(method, path, type, body), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest request(String method, String path, String type, String body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .header("Content-Type", type)
                .method(method, HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8))
                .build();
    }
}
