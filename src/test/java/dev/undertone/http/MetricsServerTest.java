// SPDX-License-Identifier: Apache-2.0
package dev.undertone.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.undertone.metrics.PrometheusMetrics;
import dev.undertone.review.RejectReason;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsServerTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final AtomicReference<Optional<String>> live = new AtomicReference<>(Optional.empty());
    private final AtomicReference<Optional<String>> ready = new AtomicReference<>(Optional.of("it rests"));
    private final AtomicReference<Optional<String>> started = new AtomicReference<>(Optional.of("it sleeps"));
    private final PrometheusMetrics metrics = new PrometheusMetrics("undertone-en", "1");
    private MetricsServer server;

    @BeforeEach
    void start() throws IOException {
        server = MetricsServer.start("127.0.0.1", 0, metrics::scrape, new Health(live::get, ready::get, started::get));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void shouldServeTheMetricsAsTheyAreNow() throws Exception {
        // Given
        metrics.reviewRejected(RejectReason.UNREADABLE);

        // When
        HttpResponse<String> response = request("GET", "/metrics");

        // Then
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("text/plain; version=0.0.4; charset=utf-8");
        assertThat(response.body())
                .isEqualTo(metrics.scrape())
                .contains("undertone_reviews_rejected_total{reason=\"UNREADABLE\"} 1.0\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"live", "ready", "started"})
    void shouldAnswerEachHealthPageByItsOwnState(String page) throws Exception {
        // Given
        for (AtomicReference<Optional<String>> each : List.of(live, ready, started)) {
            each.set(Optional.of("of a reason"));
        }
        Map.of("live", live, "ready", ready, "started", started).get(page).set(Optional.empty());

        // When
        String answers = answer("live") + answer("ready") + answer("started");

        // Then
        assertThat(answers)
                .isEqualTo("live 503 DOWN: of a reason\nready 503 DOWN: of a reason\nstarted 503 DOWN: of a reason\n"
                        .replace(page + " 503 DOWN: of a reason", page + " 200 UP"));
    }

    @Test
    void shouldFollowTheStateOfTheService() throws Exception {
        // Given
        String before = answer("ready");
        ready.set(Optional.empty());

        // When
        String after = answer("ready");

        // Then
        assertThat(before + after).isEqualTo("ready 503 DOWN: it rests\nready 200 UP\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/nothing",
                "/metrics/",
                "/metricsx",
                "/metrics/x",
                "/health",
                "/health/",
                "/health/livex",
                "/health/live/x"
            })
    void shouldKnowNoOtherPage(String path) throws Exception {
        // When
        HttpResponse<String> response = request("GET", path);

        // Then
        assertThat(response.statusCode()).isEqualTo(404);
    }

    @Test
    void shouldIgnoreTheQuery() throws Exception {
        HttpResponse<String> response = request("GET", "/health/live?verbose=1");

        // Then
        assertThat(response.statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "HEAD"})
    void shouldOnlyBeRead(String method) throws Exception {
        // When
        HttpResponse<String> response = request(method, "/metrics");

        // Then
        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).isEqualTo(Optional.of("GET"));
        assertThat(response.body()).isEmpty();
    }

    @Test
    void shouldKeepToItselfWhyAPageCannotBeMade() throws Exception {
        // Given
        live.set(null);

        // When
        HttpResponse<String> response = request("GET", "/health/live");

        // Then
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /metrics HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello",
                "GET /metrics HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"
            })
    void shouldTakeNoBody(String request) throws IOException {
        // When
        String answer = RawHttp.answer(server.port(), request);

        // Then
        assertThat(answer).startsWith("HTTP/1.1 413 ");
    }

    @ParameterizedTest
    @MethodSource("unreasonable")
    void shouldServeNobodyWhoAsksUnreasonably(String request) throws Exception {
        // When
        String answer = RawHttp.answer(server.port(), request);

        // Then
        assertThat(answer)
                .doesNotContain("200 OK", "\tat ", "java", System.getProperty("user.dir"))
                .hasSizeLessThan(500);
        assertThat(answer("live")).isEqualTo("live 200 UP\n");
    }

    static List<String> unreasonable() {
        String begin = "GET /metrics HTTP/1.1\r\nHost: localhost\r\n";
        return List.of(
                "\r\n\r\n",
                "GET\r\n\r\n",
                "GET http://[ HTTP/1.1\r\n\r\n",
                "GET /" + "x".repeat(1_000_000) + " HTTP/1.1\r\n\r\n",
                begin + "X: " + "x".repeat(1_000_000) + "\r\n\r\n",
                begin + "X: y\r\n".repeat(10_000) + "\r\n",
                begin + "Content-Length: -1\r\n\r\n",
                begin + "Content-Length: many\r\n\r\n",
                "\u0016\u0003\u0001\u0002 this is TLS\r\n\r\n");
    }

    @Test
    void shouldServeOthersWhileSomeClientsAreSlow() throws Exception {
        // Given
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 10; i++) {
                Socket socket = new Socket("127.0.0.1", server.port());
                socket.getOutputStream().write("GET /metr".getBytes(StandardCharsets.US_ASCII));
                slow.add(socket);
            }

            // When
            String answer = answer("live");

            // Then
            assertThat(answer).isEqualTo("live 200 UP\n");
            slow.get(0).setSoTimeout(1);
            assertThat(RawHttp.isCutOff(slow.get(0))).isFalse();
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void shouldCutOffSlowClientsHoweverMany() throws Exception {
        // Given
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 40; i++) {
                Socket socket = new Socket("127.0.0.1", server.port());
                socket.getOutputStream().write("GET /metr".getBytes(StandardCharsets.US_ASCII));
                slow.add(socket);
            }

            // When
            Awaitility.await("an answer to somebody else")
                    .atMost(Duration.ofSeconds(30))
                    .ignoreExceptions()
                    .until(() -> answer("live").equals("live 200 UP\n"));

            // Then
            for (Socket socket : slow) {
                socket.setSoTimeout(30_000);
                assertThat(RawHttp.isCutOff(socket)).isTrue();
            }
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void shouldServeTheOtherPagesWhileAnActionTakesItsTime() throws Exception {
        // Given
        CompletableFuture<ActionAnswer> answer = new CompletableFuture<>();
        server.addAction("/model/reload", () -> answer);
        CompletableFuture<HttpResponse<String>> posted =
                CLIENT.sendAsync(of("POST", "/model/reload"), HttpResponse.BodyHandlers.ofString());

        // When
        String health = answer("live");
        answer.complete(new ActionAnswer(200, "{\"done\":true}\n"));

        // Then
        assertThat(health).isEqualTo("live 200 UP\n");
        assertThat(posted.get().body()).isEqualTo("{\"done\":true}\n");
        assertThat(posted.get().headers().firstValue("Content-Type")).contains("application/json");
    }

    @Test
    void shouldSayThatThePortIsTaken() {
        assertThatThrownBy(() -> MetricsServer.start(
                        "127.0.0.1",
                        server.port(),
                        metrics::scrape,
                        new Health(Optional::empty, Optional::empty, Optional::empty)))
                .isInstanceOf(BindException.class);
    }

    @Test
    void shouldServeNothingOnceClosed() {
        // When
        server.close();

        // Then
        assertThatThrownBy(() -> request("GET", "/metrics")).isInstanceOf(ConnectException.class);
    }

    private String answer(String page) throws Exception {
        HttpResponse<String> response = request("GET", "/health/" + page);
        return page + " " + response.statusCode() + " " + response.body();
    }

    private HttpResponse<String> request(String method, String path) throws Exception {
        return CLIENT.send(of(method, path), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest of(String method, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
    }
}
