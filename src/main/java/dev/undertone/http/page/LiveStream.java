// SPDX-License-Identifier: Apache-2.0
package dev.undertone.http.page;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.undertone.http.Problem;
import dev.undertone.http.Route;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Server-Sent Events of the feed to open pages, each from a thread that waits for that page alone, so that one that
 * does not read stops nobody but itself. A stream ends after some seconds, before the server would cut it off as it
 * does any answer that takes too long; the page asks again and says by {@code after} how far it has read.
 */
final class LiveStream implements HttpHandler, AutoCloseable {
    static final String PATH = "/page/live";
    static final int MOST_PAGES = 128;

    private static final Route ROUTE = new Route("GET", PATH, "the page is at /");

    private static final Logger LOGGER = LoggerFactory.getLogger(LiveStream.class);

    private static final int LOOK_MILLIS = 250;
    private static final int LOOKS = 32;
    private static final String AFTER = "after=";
    /** They write bytes that are there already. */
    private static final long STACK_BYTES = 131_072;

    private final LiveFeed feed;
    private final Supplier<String> hello;
    private final ExecutorService pages =
            new ThreadPoolExecutor(0, MOST_PAGES, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                Thread thread = new Thread(null, task, "undertone-open-page", STACK_BYTES);
                thread.setDaemon(true);
                return thread;
            });

    /** @param hello what every stream begins with, as JSON */
    LiveStream(LiveFeed feed, Supplier<String> hello) {
        this.feed = Objects.requireNonNull(feed, "feed");
        this.hello = Objects.requireNonNull(hello, "hello");
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        if (ROUTE.refuses(exchange)) {
            return;
        }
        try {
            pages.execute(() -> send(exchange));
        } catch (RejectedExecutionException e) {
            exchange.getResponseHeaders().set("Retry-After", "10");
            new Problem(503, "more than " + MOST_PAGES + " pages are open; close some").send(exchange);
        }
    }

    @Override
    public void close() {
        pages.shutdownNow();
    }

    private void send(HttpExchange exchange) {
        try (exchange) {
            long read = feed.numberIn(after(exchange));
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            out.write(("retry: 500\nevent: hello\ndata: " + hello.get() + "\n\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
            for (int look = 0; look < LOOKS; look++) {
                List<LiveFeed.Frame> frames = feed.after(read);
                for (LiveFeed.Frame frame : frames) {
                    out.write(frame.bytes());
                    read = frame.number();
                }
                if (!frames.isEmpty()) {
                    out.flush();
                }
                Thread.sleep(LOOK_MILLIS);
            }
        } catch (IOException e) {
            LOGGER.atDebug().setCause(e).log("A page was closed");
        } catch (InterruptedException e) {
            // The service ends.
            Thread.currentThread().interrupt();
        }
    }

    private static String after(HttpExchange exchange) {
        String query = exchange.getRequestURI().getQuery();
        return query != null && query.startsWith(AFTER)
                ? query.substring(AFTER.length())
                : exchange.getRequestHeaders().getFirst("Last-Event-ID");
    }
}
