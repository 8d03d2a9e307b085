// SPDX-License-Identifier: Apache-2.0
package dev.undertone.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QueryPageTest {
    private final AtomicReference<HttpQuery> asked = new AtomicReference<>();
    private final CompletableFuture<ActionAnswer> answer = new CompletableFuture<>();
    private MetricsServer server;

    @BeforeEach
    void start() throws IOException {
        server = MetricsServer.start(
                "127.0.0.1", 0, () -> "", new Health(Optional::empty, Optional::empty, Optional::empty));
        server.addQuery("/ask", query -> {
            asked.set(query);
            return answer;
        });
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void shouldHandOnDecodedParameters() throws Exception {
        // Given
        answer.complete(new ActionAnswer(200, "{}\n"));

        // When
        HttpResponse<String> response = ask("GET", "/ask?key=%C3%BC%2F+%26&by=product&empty=&bare");

        // Then
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{}\n");
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(asked.get().parameters()).isEqualTo(Map.of("key", "ü/ &", "by", "product", "empty", "", "bare", ""));
        assertThat(asked.get().raw()).isEqualTo("key=%C3%BC%2F+%26&by=product&empty=&bare");
        assertThat(asked.get().forwarded()).isFalse();
    }

    @Test
    void shouldCallARefusalAProblem() throws Exception {
        // Given
        answer.complete(new ActionAnswer(503, "{\"status\":503}\n"));

        // When
        HttpResponse<String> response = ask("GET", "/ask");

        // Then
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    @Test
    void shouldAnswerWhenNobodyCouldSay() throws Exception {
        // Given
        answer.completeExceptionally(new IllegalStateException("for the test"));

        // Then
        assertThat(ask("GET", "/ask").statusCode()).isEqualTo(500);
    }

    @Test
    void shouldRefuseOtherMethodsPathsAndParametersThatStandTwice() throws Exception {
        assertThat(ask("POST", "/ask").statusCode()).isEqualTo(405);
        assertThat(ask("GET", "/ask/more").statusCode()).isEqualTo(404);
        assertThat(ask("GET", "/ask?a=1&a=2").statusCode()).isEqualTo(400);
        assertThat(asked.get()).isNull();
    }

    @Test
    void shouldTellWhatAnotherInstancePassesOn() throws Exception {
        // Given
        answer.complete(new ActionAnswer(200, "{}\n"));

        // When
        HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/ask"))
                                .header(HttpQuery.FORWARDED, "true")
                                .header("Authorization", "Bearer secret")
                                .build(),
                        HttpResponse.BodyHandlers.discarding());

        // Then
        assertThat(asked.get().forwarded()).isTrue();
        assertThat(asked.get().authorization()).hasValue("Bearer secret");
    }

    @Test
    void shouldReadNoQueryFromWhatIsNotEncoded() {
        assertThatThrownBy(() -> HttpQuery.parse("a=%zz")).isInstanceOf(IllegalArgumentException.class);
    }

    private HttpResponse<String> ask(String method, String target) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + target))
                                .method(method, HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
