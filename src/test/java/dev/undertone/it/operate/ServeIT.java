// SPDX-License-Identifier: Apache-2.0
package dev.undertone.it.operate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.testing.Distribution;
import dev.undertone.testing.TinyModel;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The model behind HTTP, with no broker anywhere. */
class ServeIT {
    private static final String SECRET = "correct-horse-battery";
    private static final Pattern READY = Pattern.compile("Ready http=\"[^\"]+:(\\d+)\"");

    @TempDir
    private Path folder;

    @Test
    void shouldScoreWhatIsPostedUntilItIsToldToEnd() throws Exception {
        // Given
        TinyModel.writeTo(folder);
        try (Distribution.Running server = Distribution.start("serve", "--model", folder.toString(), "--port", "0")) {
            int port = port(server);

            // When
            HttpResponse<String> scored = post(port, "/score", "{\"id\":7,\"text\":\"good\"}", "X", "y");
            HttpResponse<String> reloaded = post(port, "/model/reload", "", "X", "y");

            // Then
            assertThat(scored.statusCode()).isEqualTo(200);
            assertThat(scored.body()).startsWith("{\"id\":\"7\",\"label\":\"positive\",");
            assertThat(reloaded.body()).contains("\"unchanged\"");
            assertThat(server.terminate()).isZero();
            assertThat(server.err()).contains("Stopped").doesNotContain("ERROR", "WARN");
        }
    }

    @Test
    void shouldServeOtherMachinesWithATokenThatIsInNoLog() throws Exception {
        // Given
        TinyModel.writeTo(folder);
        try (Distribution.Running server = Distribution.startWith(
                Map.of("UNDERTONE_HTTP_TOKEN", SECRET, "UNDERTONE_HTTP_HOST", "0.0.0.0"),
                "--debug",
                "serve",
                "--model",
                folder.toString(),
                "--port",
                "0")) {
            int port = port(server);

            // When
            HttpResponse<String> without = post(port, "/score", "\"good\"", "X", "y");
            HttpResponse<String> with = post(port, "/score", "\"good\"", "Authorization", "Bearer " + SECRET);

            // Then
            assertThat(without.statusCode()).isEqualTo(401);
            assertThat(with.statusCode()).isEqualTo(200);
            assertThat(server.err() + server.out() + without.body()).doesNotContain(SECRET);
        }
    }

    @Test
    void shouldServeNoPageWhereNoneIsWanted() throws Exception {
        // Given
        TinyModel.writeTo(folder);
        try (Distribution.Running server =
                Distribution.start("serve", "--model", folder.toString(), "--port", "0", "--set", "http.page=false")) {
            int port = port(server);

            // When
            HttpResponse<String> page = get(port, "/");
            HttpResponse<String> stream = get(port, "/page/live");

            // Then
            assertThat(List.of(page.statusCode(), stream.statusCode())).containsExactly(404, 404);
            assertThat(page.body()).startsWith("{\"title\":\"Not Found\"");
            assertThat(post(port, "/score", "\"good\"", "X", "y").statusCode()).isEqualTo(200);
            assertThat(server.terminate()).isZero();
        }
    }

    @Test
    void shouldNotServeOtherMachinesWithoutOne() {
        // Given
        TinyModel.writeTo(folder);

        // When
        Distribution.Result refused =
                Distribution.run("serve", "--model", folder.toString(), "--port", "0", "--set", "http.host=0.0.0.0");

        // Then
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("set http.token").doesNotContain("\tat ");
    }

    private static int port(Distribution.Running server) {
        return Awaitility.await("the server's start")
                .failFast("it ended", () -> !server.process().isAlive())
                .atMost(Duration.ofSeconds(60))
                .until(
                        () -> {
                            Matcher ready = READY.matcher(server.err());
                            return ready.find() ? Integer.parseInt(ready.group(1)) : -1;
                        },
                        found -> found > 0);
    }

    private static HttpResponse<String> get(int port, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(int port, String path, String body, String header, String value)
            throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", "application/json")
                .header(header, value)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
