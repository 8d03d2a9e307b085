// SPDX-License-Identifier: Apache-2.0
package dev.undertone.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/** A page that is the same for everybody and for as long as the service runs. Safe for use by many threads. */
public final class StaticPage implements HttpHandler {
    private final String path;
    private final String contentType;
    private final byte[] content;
    private final Map<String, String> headers;

    private StaticPage(String path, String contentType, byte[] content, Map<String, String> headers) {
        this.path = Objects.requireNonNull(path, "path");
        this.contentType = Objects.requireNonNull(contentType, "contentType");
        this.content = content;
        this.headers = Map.copyOf(headers);
    }

    /** What is known when the service starts. */
    public static StaticPage ofText(String path, String contentType, String text) {
        return new StaticPage(path, contentType, text.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    /**
     * A resource beside a class, or anywhere where the name begins with a slash.
     *
     * @throws IllegalStateException if there is none
     */
    public static StaticPage of(String path, String contentType, Class<?> beside, String resource) {
        try (InputStream in = beside.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the class path lacks " + resource);
            }
            return new StaticPage(path, contentType, in.readAllBytes(), Map.of());
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + resource, e);
        }
    }

    /** The same, answered with these headers. */
    public StaticPage with(Map<String, String> more) {
        return new StaticPage(path, contentType, content, more);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestURI().getPath().equals(path)) {
            new Problem(404, "there is nothing here; /openapi.json tells what there is").send(exchange);
        } else if (!exchange.getRequestMethod().equals("GET")) {
            exchange.getResponseHeaders().set("Allow", "GET");
            new Problem(405, "this only answers to GET").send(exchange);
        } else {
            try (exchange) {
                headers.forEach(exchange.getResponseHeaders()::set);
                exchange.getResponseHeaders().set("Content-Type", contentType);
                exchange.sendResponseHeaders(200, content.length);
                exchange.getResponseBody().write(content);
            }
        }
    }
}
