// SPDX-License-Identifier: Apache-2.0
package dev.undertone.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.undertone.review.RejectReason;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsServerTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final AtomicBoolean live = new AtomicBoolean(true);
    private final AtomicBoolean ready = new AtomicBoolean();
    private final AtomicBoolean started = new AtomicBoolean();
    private final PrometheusMetrics metrics = new PrometheusMetrics("undertone-en", "1");
    private MetricsServer server;

    @BeforeEach
    void start() throws IOException {
        server = MetricsServer.start(
                "127.0.0.1", 0, metrics, new MetricsServer.Health(live::get, ready::get, started::get));
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
        live.set(page.equals("live"));
        ready.set(page.equals("ready"));
        started.set(page.equals("started"));

        // When
        String answers = answer("live") + answer("ready") + answer("started");

        // Then
        assertThat(answers)
                .isEqualTo("live 503 DOWN\nready 503 DOWN\nstarted 503 DOWN\n"
                        .replace(page + " 503 DOWN", page + " 200 UP"));
    }

    @Test
    void shouldFollowTheStateOfTheService() throws Exception {
        // Given
        String before = answer("ready");
        ready.set(true);

        // When
        String after = answer("ready");

        // Then
        assertThat(before + after).isEqualTo("ready 503 DOWN\nready 200 UP\n");
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
        // When
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
    void shouldSayThatThePortIsTaken() {
        assertThatThrownBy(() -> MetricsServer.start(
                        "127.0.0.1",
                        server.port(),
                        metrics,
                        new MetricsServer.Health(() -> true, () -> true, () -> true)))
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
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
