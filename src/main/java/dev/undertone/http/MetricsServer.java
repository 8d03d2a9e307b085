// SPDX-License-Identifier: Apache-2.0
package dev.undertone.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves {@code /metrics} and {@code /health/live}, {@code /health/ready}, {@code /health/started}: 200 where up, 503
 * and one line with the reason where down. Only GET without a body is answered. Requests that take longer than
 * {@value #REQUEST_SECONDS} s to arrive or {@value #RESPONSE_SECONDS} s to be answered are cut off, as are those beyond
 * {@value #THREADS} at a time, so that slow clients keep none of the others waiting for longer than that.
 */
public final class MetricsServer implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(MetricsServer.class);

    private static final int THREADS = 16;
    private static final int REQUEST_SECONDS = 5;
    private static final int RESPONSE_SECONDS = 10;
    private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";
    private static final String HEALTH_TYPE = "text/plain; charset=utf-8";

    static {
        // The JDK's server reads its limits once, when its first instance is made. What the command line sets is
        // left alone.
        limits().forEach((name, value) -> {
            if (System.getProperty(name) == null) {
                System.setProperty(name, value);
            }
        });
    }

    private final HttpServer server;
    private final ExecutorService executor;

    private MetricsServer(HttpServer server, ExecutorService executor) {
        this.server = server;
        this.executor = executor;
    }

    /**
     * Starts to serve.
     *
     * @param port 0 takes any free one
     * @param metrics the page with all of them, in Prometheus' text format
     * @throws IOException if the address cannot be bound
     */
    public static MetricsServer start(String host, int port, Supplier<String> metrics, Health health)
            throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(host, port), 64);
        ExecutorService executor = executor();
        server.setExecutor(executor);
        page(server, "/metrics", () -> new Answer(200, METRICS_TYPE, metrics.get()));
        page(server, "/health/live", () -> answer(health.live()));
        page(server, "/health/ready", () -> answer(health.ready()));
        page(server, "/health/started", () -> answer(health.started()));
        server.start();
        return new MetricsServer(server, executor);
    }

    /** Adds a page that answers to POST from this machine, and to nothing else, with what {@code action} comes to. */
    public void addAction(String path, Supplier<CompletionStage<ActionAnswer>> action) {
        server.createContext(path, new ActionPage(path, action));
    }

    /** Adds a page that answers questions in JSON; an answer with a status of 400 and more is a problem (RFC 9457). */
    public void addQuery(String path, Function<HttpQuery, CompletionStage<ActionAnswer>> answers) {
        server.createContext(path, new QueryPage(path, answers));
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdown();
    }

    private record Answer(int status, String contentType, String text) {}

    private static Answer answer(Supplier<Optional<String>> whyDown) {
        return whyDown.get()
                .map(reason -> new Answer(503, HEALTH_TYPE, "DOWN: " + reason + "\n"))
                .orElseGet(() -> new Answer(200, HEALTH_TYPE, "UP\n"));
    }

    private static void page(HttpServer server, String path, Supplier<Answer> content) {
        server.createContext(path, exchange -> {
            // A connection with an unread body is of no further use, and is closed with the exchange.
            try (exchange) {
                exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
                exchange.getResponseHeaders().set("Cache-Control", "no-store");
                if (!exchange.getRequestURI().getPath().equals(path)) {
                    exchange.sendResponseHeaders(404, -1);
                } else if (!exchange.getRequestMethod().equals("GET")) {
                    exchange.getResponseHeaders().set("Allow", "GET");
                    exchange.sendResponseHeaders(405, -1);
                } else if (hasBody(exchange)) {
                    exchange.sendResponseHeaders(413, -1);
                } else {
                    send(exchange, path, content);
                }
            }
        });
    }

    private static void send(HttpExchange exchange, String path, Supplier<Answer> content) throws IOException {
        Answer answer;
        try {
            answer = content.get();
        } catch (RuntimeException e) {
            LOGGER.atWarn().setCause(e).addKeyValue("page", path).log("A page could not be made");
            exchange.sendResponseHeaders(500, -1);
            return;
        }
        byte[] body = answer.text().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.contentType());
        exchange.sendResponseHeaders(answer.status(), body.length);
        exchange.getResponseBody().write(body);
    }

    private static boolean hasBody(HttpExchange exchange) {
        String length = exchange.getRequestHeaders().getFirst("Content-Length");
        return exchange.getRequestHeaders().containsKey("Transfer-Encoding") || !(length == null || length.equals("0"));
    }

    /**
     * Threads are made as they are needed, since the server reads requests on them; none is queued behind a
     * slow client.
     */
    private static ExecutorService executor() {
        return new ThreadPoolExecutor(1, THREADS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(task, "undertone-http");
            thread.setDaemon(true);
            return thread;
        });
    }

    private static Map<String, String> limits() {
        return Map.of(
                "sun.net.httpserver.maxReqTime", Integer.toString(REQUEST_SECONDS),
                "sun.net.httpserver.maxRspTime", Integer.toString(RESPONSE_SECONDS),
                "sun.net.httpserver.maxReqHeaders", "50",
                "sun.net.httpserver.maxReqHeaderSize", "16384",
                "sun.net.httpserver.drainAmount", "1");
    }
}
