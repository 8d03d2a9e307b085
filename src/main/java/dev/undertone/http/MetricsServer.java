// SPDX-License-Identifier: Apache-2.0
package dev.undertone.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves {@code /metrics} and {@code /health/live}, {@code /health/ready}, {@code /health/started}: 200 where up, 503
 * and one line with the reason where down; there only GET without a body is answered. Others add what else there is.
 * Requests that take longer than {@value #REQUEST_SECONDS} s to arrive or {@value #RESPONSE_SECONDS} s to be answered
 * are cut off, as are those beyond {@value #THREADS} at a time with {@value #QUEUE} more waiting, so that slow clients
 * keep none of the others waiting for longer than that.
 */
public final class MetricsServer implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(MetricsServer.class);

    private static final int THREADS = 32;
    /** Requests that wait for a thread; they take well under a millisecond each unless their clients are slow. */
    private static final int QUEUE = 512;

    private static final int BACKLOG = 256;
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

    private final Access access;
    private final Set<String> paths = ConcurrentHashMap.newKeySet();

    private MetricsServer(HttpServer server, ExecutorService executor, Access access) {
        this.server = server;
        this.executor = executor;
        this.access = access;
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
        return start(new Access(host, port), metrics, health);
    }

    /**
     * Starts to serve.
     *
     * @param access where, and who may ask for what; port 0 takes any free one
     * @param metrics the page with all of them, in Prometheus' text format
     * @throws IOException if the address cannot be bound
     */
    public static MetricsServer start(Access access, Supplier<String> metrics, Health health) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(access.host(), access.port()), BACKLOG);
        ExecutorService executor = executor();
        server.setExecutor(executor);
        MetricsServer started = new MetricsServer(server, executor, access);
        started.page("/metrics", () -> new Answer(200, METRICS_TYPE, metrics.get()));
        started.page("/health/live", () -> answer(health.live()));
        started.page("/health/ready", () -> answer(health.ready()));
        started.page("/health/started", () -> answer(health.started()));
        server.start();
        return started;
    }

    /**
     * Adds a page that answers to POST of JSON from this machine, and to nothing else, with what {@code action} comes
     * to.
     */
    public void addAction(String path, Supplier<CompletionStage<ActionAnswer>> action) {
        addGuarded(path, new ActionPage(path, action));
    }

    /** Adds what anybody may see who reaches the server, such as a page without data. */
    public void addOpen(String path, HttpHandler handler) {
        add(path, handler, false);
    }

    /**
     * Adds what shows or does more than metrics and health: only for those who know the token, where there is one, and
     * never for other sites' pages. The handler is called by up to {@value #THREADS} threads at once and must not wait
     * in them for anything but the request; it may answer later, from another thread.
     */
    public void addGuarded(String path, HttpHandler handler) {
        add(path, handler, true);
    }

    /** Whether a path has been added. */
    public boolean serves(String path) {
        return paths.contains(path);
    }

    private void add(String path, HttpHandler handler, boolean guarded) {
        paths.add(path);
        server.createContext(path, handler).getFilters().add(new Gate(access, server.getAddress(), guarded));
    }

    /** Whether what is guarded asks for a token, which may be one that nobody has set. */
    public boolean asksForToken() {
        return access.token().isPresent() || !server.getAddress().getAddress().isLoopbackAddress();
    }

    /**
     * Adds a page that answers questions in JSON, guarded; an answer with a status of 400 and more is a problem (RFC
     * 9457).
     */
    public void addQuery(String path, Function<HttpQuery, CompletionStage<ActionAnswer>> answers) {
        addGuarded(path, new QueryPage(path, answers));
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

    private void page(String path, Supplier<Answer> content) {
        addOpen(path, exchange -> {
            // A connection with an unread body is of no further use, and is closed with the exchange.
            try (exchange) {
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

    /** Threads are made as they are needed, since the server reads requests on them, and go when they are not. */
    private static ExecutorService executor() {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                THREADS, THREADS, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(QUEUE), task -> {
                    Thread thread = new Thread(task, "undertone-http");
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    private static Map<String, String> limits() {
        return Map.of(
                "sun.net.httpserver.maxReqTime", Integer.toString(REQUEST_SECONDS),
                "sun.net.httpserver.maxRspTime", Integer.toString(RESPONSE_SECONDS),
                "sun.net.httpserver.maxReqHeaders", "50",
                "sun.net.httpserver.maxReqHeaderSize", "16384",
                "sun.net.httpserver.drainAmount", "1",
                // Or the end of an answer waits for the client's word that it has the beginning.
                "sun.net.httpserver.nodelay", "true");
    }
}
