// SPDX-License-Identifier: Apache-2.0
package dev.undertone.http.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.http.Health;
import dev.undertone.http.MetricsServer;
import dev.undertone.review.Label;
import dev.undertone.review.ModelId;
import dev.undertone.review.Scored;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many open pages, and one that does not read. */
@Timeout(120)
class LiveStreamTest {
    private static final int PAGES = 100;
    private static final int SHOWN = 100_000;

    private final HttpClient client = HttpClient.newHttpClient();
    private final LiveFeed feed = new LiveFeed("x");
    private final LiveStream stream = new LiveStream(feed, () -> "{}");
    private MetricsServer server;

    @BeforeEach
    void start() throws IOException {
        server = MetricsServer.start(
                "127.0.0.1", 0, () -> "", new Health(Optional::empty, Optional::empty, Optional::empty));
        server.addGuarded(LiveStream.PATH, stream);
    }

    @AfterEach
    void stop() {
        stream.close();
        server.close();
    }

    @Test
    void shouldSlowNobodyByAPageThatDoesNotRead() throws Exception {
        // Given
        for (int i = 0; i < 200; i++) {
            feed.add(LiveFeed.Kind.REVIEW, "\"" + "x".repeat(100_000) + "\"");
        }
        LiveReviews reviews =
                new LiveReviews(feed, () -> "", LiveFigures.Source.TOPIC, Clock.systemUTC(), System::nanoTime);
        reviews.start();
        try (Socket stalled = new Socket()) {
            stalled.setReceiveBufferSize(1_024);
            stalled.connect(new InetSocketAddress("127.0.0.1", server.port()));
            stalled.getOutputStream().write(bytes("GET /page/live HTTP/1.1\r\nHost: localhost\r\n\r\n"));
            Awaitility.await("a page that does not read").until(LiveStreamTest::isOneStuck);
            List<CompletableFuture<HttpResponse<String>>> pages = new ArrayList<>();
            for (int i = 0; i < PAGES; i++) {
                pages.add(client.sendAsync(page("x-200"), HttpResponse.BodyHandlers.ofString()));
            }

            // When
            Scored scored = new Scored(Label.POSITIVE, 0.75, 3, false, new ModelId("m", "1"));
            long begin = System.nanoTime();
            for (int i = 0; i < SHOWN; i++) {
                if (reviews.wants()) {
                    reviews.scored("a", scored, "hello");
                }
            }
            Duration took = Duration.ofNanos(System.nanoTime() - begin);

            // Then
            assertThat(took).isLessThan(Duration.ofSeconds(2));
            for (CompletableFuture<HttpResponse<String>> one : pages) {
                assertThat(one.get().body()).contains("\"hello\"").contains("event: figures");
            }
        } finally {
            reviews.close();
        }
    }

    @Test
    void shouldCutOffAPageThatDoesNotRead() throws Exception {
        // Given
        for (int i = 0; i < 200; i++) {
            feed.add(LiveFeed.Kind.REVIEW, "\"" + "x".repeat(100_000) + "\"");
        }
        try (Socket stalled = new Socket()) {
            stalled.setReceiveBufferSize(1_024);
            stalled.connect(new InetSocketAddress("127.0.0.1", server.port()));
            stalled.getOutputStream().write(bytes("GET /page/live HTTP/1.1\r\nHost: localhost\r\n\r\n"));
            Awaitility.await("a page that does not read").until(LiveStreamTest::isOneStuck);

            // Then
            Awaitility.await("its end").atMost(Duration.ofSeconds(30)).until(() -> !isOneStuck());
        }
    }

    private static boolean isOneStuck() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> thread.getKey().getName().equals("undertone-open-page"))
                .anyMatch(thread -> Arrays.stream(thread.getValue())
                        .anyMatch(frame -> frame.getMethodName().equals("write")));
    }

    private HttpRequest page(String after) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/page/live?after=" + after))
                .build();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
