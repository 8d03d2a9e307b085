// SPDX-License-Identifier: Apache-2.0
package dev.undertone.http.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.undertone.http.Access;
import dev.undertone.http.BearerToken;
import dev.undertone.http.Health;
import dev.undertone.http.MetricsServer;
import dev.undertone.review.Label;
import dev.undertone.review.ModelId;
import dev.undertone.review.RejectReason;
import dev.undertone.review.Scored;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class LivePageTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String SECRET = "correct-horse-battery";
    private static final Scored SCORED = new Scored(Label.POSITIVE, 0.75, 3, false, new ModelId("m", "1"));

    private MetricsServer server;
    private LivePage page;

    @AfterEach
    void stop() {
        page.close();
        server.close();
    }

    @Test
    void shouldServeEveryFileThatThePageNamesAndNothingFromElsewhere() throws Exception {
        // Given
        start(Optional.empty());

        // When
        String html = get("/").body();

        // Then
        List<String> named = Pattern.compile("(?:src|href)=\"([^#\"][^\"]*)\"")
                .matcher(html)
                .results()
                .map(found -> found.group(1))
                .distinct()
                .toList();
        assertThat(named).hasSize(5).allMatch(path -> path.startsWith("/page/"));
        for (String path : named) {
            HttpResponse<String> file = get(path);
            assertThat(file.statusCode()).as(path).isEqualTo(200);
            Pattern.compile("from '\\./([^']+)'")
                    .matcher(file.body())
                    .results()
                    .forEach(module ->
                            assertThat(status("/page/" + module.group(1))).isEqualTo(200));
        }
        assertThat(html).doesNotContain("<style", "style=", "onclick", "<script>");
    }

    @Test
    void shouldAllowNoScriptButItsOwn() throws Exception {
        // Given
        start(Optional.empty());

        // Then
        assertThat(get("/").headers().firstValue("Content-Security-Policy"))
                .get()
                .asString()
                .contains(
                        "default-src 'none'",
                        "script-src 'self';",
                        "frame-ancestors 'none'",
                        "require-trusted-types-for 'script'")
                .doesNotContain("unsafe", "http:", "https:", "*");
    }

    @Test
    void shouldShowReviewsOnlyToThoseWhoKnowTheToken() throws Exception {
        // Given
        start(Optional.of(new BearerToken(SECRET)));

        // When
        String access = get("/page/access.json").body();

        // Then
        assertThat(access).isEqualTo("{\"token\":true}\n");
        assertThat(status("/")).isEqualTo(200);
        assertThat(status("/page/live")).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/x", "/page", "/page/", "/page/x.js", "/page/../index.html", "/index.html", "/page/live/x"})
    void shouldServeNothingElse(String path) throws Exception {
        // Given
        start(Optional.empty());

        // Then
        assertThat(status(path)).isEqualTo(404);
    }

    @Test
    void shouldTellWhatIsScoredAndRejectedAsItCame() throws Exception {
        // Given
        start(Optional.empty());
        page.watch().scored("a", SCORED, "<script>alert(1)</script>\n\n\u2028 id: x");
        page.watch().rejected("reviews-0-7", RejectReason.UNREADABLE, bytes("{\"te\nxt"));

        // When
        String stream = read("/page/live?after=", 2);

        // Then
        assertThat(stream)
                .contains("event: hello\ndata: {\"topic\":true,")
                .contains("data: {\"text\":\"<script>alert(1)</script>\\n\\n\u2028 id: x\","
                        + "\"scored\":{\"id\":\"a\",\"label\":\"positive\",\"score\":0.5,")
                .contains("data: {\"origin\":\"reviews-0-7\",\"reason\":\"UNREADABLE\",\"at\":")
                .contains("\"value\":\"{\\\"te\\nxt\"}\n");
    }

    @Test
    void shouldTellWhetherThereAreTrendsAsSoonAsThereAre() throws Exception {
        // Given
        start(Optional.empty());
        page.watch().scored("a", SCORED, "one");
        String before = read("/page/live", 1);

        // When
        server.addGuarded("/trends/top", HttpExchange::close);

        // Then
        assertThat(before).contains("\"trends\":false");
        assertThat(read("/page/live", 1)).contains("\"trends\":true");
    }

    @Test
    void shouldWantTwentyASecondAndShowTheBeginningOfALongText() throws Exception {
        // Given
        start(Optional.empty());
        long wanted =
                IntStream.range(0, 10_000).filter(i -> page.watch().wants()).count();
        page.watch().scored("a", SCORED, "\ud83d\ude00".repeat(100_000));

        // When
        String stream = read("/page/live", 1);

        // Then
        assertThat(wanted).isBetween(20L, 200L);
        assertThat(stream).hasSizeLessThan(10_000).contains("\ud83d\ude00\u2026\"");
    }

    @Test
    void shouldGoOnWhereAPageStopped() throws Exception {
        // Given
        start(Optional.empty());
        page.watch().scored("a", SCORED, "one");
        String first = read("/page/live?after=", 1);
        String id = first.replaceAll("(?s).*id: (\\S+)\nevent: review.*", "$1");

        // When
        page.watch().scored("a", SCORED, "two");
        String second = read("/page/live?after=" + id, 1);
        String ofAnother = read("/page/live?after=other-7", 2);

        // Then
        assertThat(second).contains("\"two\"").doesNotContain("\"one\"");
        assertThat(ofAnother).contains("\"one\"", "\"two\"");
    }

    @Test
    void shouldHaveManyPagesOpenAndNotAnyNumber() throws Exception {
        // Given
        start(Optional.empty());
        List<CompletableFuture<Integer>> pages = new ArrayList<>();
        for (int i = 0; i < LiveStream.MOST_PAGES; i++) {
            pages.add(CLIENT.sendAsync(request("/page/live"), HttpResponse.BodyHandlers.discarding())
                    .thenApply(HttpResponse::statusCode));
        }

        // Then
        Awaitility.await("no room for another").until(() -> status("/page/live") == 503);
        assertThat(status("/health/live")).isEqualTo(200);
        for (CompletableFuture<Integer> one : pages) {
            assertThat(one.get()).isIn(200, 503);
        }
    }

    private void start(Optional<BearerToken> token) throws IOException {
        server = MetricsServer.start(
                new Access("127.0.0.1", 0, token),
                () -> "",
                new Health(Optional::empty, Optional::empty, Optional::empty));
        page = LivePage.on(
                server,
                new PageSettings(true, true, "localhost:9092", "rejected-reviews"),
                () -> "",
                Clock.systemUTC(),
                System::nanoTime);
    }

    /** A stream until it holds that many reviews and rejections. */
    private String read(String path, int frames) throws Exception {
        HttpResponse<InputStream> response = CLIENT.send(request(path), HttpResponse.BodyHandlers.ofInputStream());
        StringBuilder text = new StringBuilder();
        try (InputStream in = response.body()) {
            byte[] buffer = new byte[65_536];
            while (Pattern.compile("\nevent: (review|rejected)\ndata: .*\n\n")
                            .matcher(text)
                            .results()
                            .count()
                    < frames) {
                int count = in.read(buffer);
                if (count < 0) {
                    break;
                }
                text.append(new String(buffer, 0, count, StandardCharsets.UTF_8));
            }
        }
        return text.toString();
    }

    private int status(String path) {
        try {
            return CLIENT.sendAsync(request(path), HttpResponse.BodyHandlers.ofInputStream())
                    .get()
                    .statusCode();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private HttpResponse<String> get(String path) throws Exception {
        return CLIENT.send(request(path), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .build();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
