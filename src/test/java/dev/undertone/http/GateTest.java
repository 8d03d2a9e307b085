// SPDX-License-Identifier: Apache-2.0
package dev.undertone.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Access as the server grants it, asked as browsers and others ask. */
class GateTest {
    private static final String SECRET = "correct-horse-battery";

    private final AtomicInteger done = new AtomicInteger();
    private MetricsServer server;

    @BeforeEach
    void start() throws IOException {
        server = MetricsServer.start(
                new Access("127.0.0.1", 0, Optional.of(new BearerToken(SECRET))),
                () -> "metrics\n",
                new Health(Optional::empty, Optional::empty, Optional::empty));
        server.addAction("/model/reload", () -> {
            done.incrementAndGet();
            return CompletableFuture.completedFuture(new ActionAnswer(200, "{}\n"));
        });
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /metrics", "GET /health/live", "POST /model/reload"})
    void shouldAnswerNothingUnderAForeignName(String request) throws IOException {
        // When
        String answer = ask(request, "evil.example:" + server.port(), "Authorization: Bearer " + SECRET);

        // Then
        assertThat(answer)
                .startsWith("HTTP/1.1 421 ")
                .containsIgnoringCase("Content-Type: application/problem+json")
                .contains("{\"title\":\"Misdirected Request\",\"status\":421,\"detail\":\"the Host header names");
        assertThat(done).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /metrics", "GET /health/live"})
    void shouldShowMetricsAndHealthWithoutTheToken(String request) throws IOException {
        assertThat(ask(request, "localhost", "X: y")).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void shouldAskForTheTokenBeforeAnythingChanges() throws IOException {
        // When
        String without = ask("POST /model/reload", "localhost", "Content-Type: application/json");
        String with = ask(
                "POST /model/reload", "localhost", "Content-Type: application/json\r\nAuthorization: Bearer " + SECRET);

        // Then
        assertThat(without).startsWith("HTTP/1.1 401 ").containsIgnoringCase("WWW-Authenticate: Bearer\r\n");
        assertThat(with).startsWith("HTTP/1.1 200 ");
        assertThat(done).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /metrics", "POST /model/reload", "OPTIONS /model/reload"})
    void shouldAllowNoOtherSiteToReadAnAnswer(String request) throws IOException {
        // When
        String answer = ask(
                request,
                "localhost",
                "Origin: http://evil.example\r\nAccess-Control-Request-Method: POST\r\nAuthorization: Bearer "
                        + SECRET);

        // Then
        assertThat(answer)
                .doesNotContainIgnoringCase("Access-Control-")
                .containsIgnoringCase("Cross-Origin-Resource-Policy: same-origin\r\n")
                .containsIgnoringCase("X-Content-Type-Options: nosniff\r\n");
        assertThat(done).hasValue(0);
    }

    private String ask(String request, String host, String headers) throws IOException {
        return RawHttp.answer(
                server.port(),
                request + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n" + headers + "\r\n\r\n");
    }
}
