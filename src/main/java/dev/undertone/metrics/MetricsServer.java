// SPDX-License-Identifier: Apache-2.0
package dev.undertone.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/** Serves {@code /metrics} and {@code /health/live}, {@code /health/ready}, {@code /health/started}. */
public final class MetricsServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService executor;

    private MetricsServer(HttpServer server, ExecutorService executor) {
        this.server = server;
        this.executor = executor;
    }

    /** What the three health pages answer with: 200 where true, 503 where not. */
    public record Health(BooleanSupplier live, BooleanSupplier ready, BooleanSupplier started) {}

    /** Starts to serve. @param port 0 takes any free one @throws IOException if the address cannot be bound */
    public static MetricsServer start(String host, int port, PrometheusMetrics metrics, Health health)
            throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(host, port), 16);
        ExecutorService executor = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "undertone-http");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(executor);
        server.createContext("/metrics", exchange -> answer(exchange, "/metrics", 200, metrics.scrape()));
        page(server, "/health/live", health.live());
        page(server, "/health/ready", health.ready());
        page(server, "/health/started", health.started());
        server.start();
        return new MetricsServer(server, executor);
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdown();
    }

    private static void page(HttpServer server, String path, BooleanSupplier healthy) {
        server.createContext(path, exchange -> {
            boolean up = healthy.getAsBoolean();
            answer(exchange, path, up ? 200 : 503, up ? "UP\n" : "DOWN\n");
        });
    }

    private static void answer(HttpExchange exchange, String path, int status, String text) throws IOException {
        try (exchange) {
            if (!exchange.getRequestURI().getPath().equals(path)) {
                exchange.sendResponseHeaders(404, -1);
            } else if (!exchange.getRequestMethod().equals("GET")) {
                exchange.getResponseHeaders().set("Allow", "GET");
                exchange.sendResponseHeaders(405, -1);
            } else {
                byte[] body = text.getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
                exchange.sendResponseHeaders(status, body.length);
                exchange.getResponseBody().write(body);
            }
        }
    }
}
