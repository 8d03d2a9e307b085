// SPDX-License-Identifier: Apache-2.0
package dev.undertone.http.page;

import dev.undertone.http.MetricsServer;
import dev.undertone.http.StaticPage;
import dev.undertone.score.OutcomeWatch;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The page at {@code /}: nothing in it comes from elsewhere, and nothing runs in it that does not. Its files are for
 * whoever reaches the server, what it shows is guarded. Owns its threads.
 */
public final class LivePage implements AutoCloseable {
    /** A script can only come from here, and never from a text, whatever a review holds. */
    static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:;"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'",
            "Referrer-Policy",
            "no-referrer");

    private static final String TRENDS = "/trends/top";
    private static final String SCRIPT = "text/javascript; charset=utf-8";
    private static final String STYLE = "text/css; charset=utf-8";
    private static final List<String> SCRIPTS =
            List.of("app.js", "charts.js", "live.js", "rejected.js", "reviews.js", "trends.js", "try.js", "words.js");

    private final LiveReviews reviews;
    private final LiveStream stream;

    private LivePage(LiveReviews reviews, LiveStream stream) {
        this.reviews = reviews;
        this.stream = stream;
    }

    /**
     * Adds the page to a server.
     *
     * @param metrics the page with all of them, in Prometheus' text format
     */
    public static LivePage on(
            MetricsServer server, PageSettings settings, Supplier<String> metrics, Clock clock, LongSupplier nanoTime) {
        LiveFeed feed = new LiveFeed(Long.toString(clock.millis(), Character.MAX_RADIX));
        LiveReviews reviews = new LiveReviews(
                feed,
                metrics,
                settings.topic() ? LiveFigures.Source.TOPIC : LiveFigures.Source.REQUESTS,
                clock,
                nanoTime);
        LiveStream stream = new LiveStream(feed, () -> settings.json(server.serves(TRENDS)));
        server.addGuarded(LiveStream.PATH, stream);
        addFile(server, "/", "text/html; charset=utf-8", "index.html");
        addFile(server, "/page/icon.svg", "image/svg+xml", "icon.svg");
        addFile(server, "/page/page.css", STYLE, "page.css");
        SCRIPTS.forEach(script -> addFile(server, "/page/" + script, SCRIPT, script));
        String charts = "/META-INF/resources/webjars/uplot/" + chartsVersion() + "/dist/";
        addFile(server, "/page/uplot.js", SCRIPT, charts + "uPlot.iife.min.js");
        addFile(server, "/page/uplot.css", STYLE, charts + "uPlot.min.css");
        server.addOpen(
                "/page/access.json",
                StaticPage.ofText(
                        "/page/access.json", "application/json", "{\"token\":" + server.asksForToken() + "}\n"));
        reviews.start();
        return new LivePage(reviews, stream);
    }

    /** To be shown what becomes of reviews. */
    public OutcomeWatch watch() {
        return reviews;
    }

    @Override
    public void close() {
        stream.close();
        reviews.close();
    }

    private static void addFile(MetricsServer server, String path, String contentType, String resource) {
        server.addOpen(
                path, StaticPage.of(path, contentType, LivePage.class, resource).with(HEADERS));
    }

    private static String chartsVersion() {
        try (InputStream in =
                LivePage.class.getResourceAsStream("/META-INF/maven/org.webjars.npm/uplot/pom.properties")) {
            Properties properties = new Properties();
            properties.load(Objects.requireNonNull(in, "the class path lacks the page's charts"));
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
