// SPDX-License-Identifier: Apache-2.0
package dev.undertone.soak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.undertone.testing.Child;
import dev.undertone.testing.ResidentMemory;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The scorer that lives through it all: what it holds, how it says it is, what it counts. Safe for use by many threads.
 */
final class Survivor implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern ADDRESS = Pattern.compile("http=\"([^\"]+)\"");

    private final Child scorer;
    private final String address;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    /** @param scorer that is ready */
    Survivor(Child scorer) {
        this.scorer = scorer;
        Matcher matcher = ADDRESS.matcher(scorer.printed());
        if (!matcher.find()) {
            throw new AssertionError(scorer + " does not say where its pages are");
        }
        this.address = matcher.group(1);
    }

    /** What it said to a request. */
    record Reply(int status, JsonNode body) {}

    Reply reload() throws IOException, InterruptedException {
        HttpResponse<String> response = ask("POST", "/model/reload");
        return new Reply(response.statusCode(), JSON.readTree(response.body()));
    }

    /**
     * Whether a health page says that all is well; none that does not answer does.
     *
     * @param page such as {@code live}
     */
    boolean isUp(String page) throws InterruptedException {
        try {
            return ask("GET", "/health/" + page).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    String metrics() throws IOException, InterruptedException {
        return ask("GET", "/metrics").body();
    }

    /** What of it lies in memory, as the system counts it. */
    long residentBytes() throws IOException {
        return ResidentMemory.of(scorer.pid());
    }

    /** Ends it as a service manager does. */
    void end() {
        Scorers.endCleanly(scorer);
    }

    @Override
    public void close() {
        scorer.close();
    }

    private HttpResponse<String> ask(String method, String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://" + address + path))
                        .timeout(Duration.ofSeconds(20))
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
