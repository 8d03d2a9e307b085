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
    private final Route route;
    private final String contentType;
    private final byte[] content;
    private final Map<String, String> headers;

    private StaticPage(Route route, String contentType, byte[] content, Map<String, String> headers) {
        this.route = route;
        this.contentType = Objects.requireNonNull(contentType, "contentType");
        this.content = content;
        this.headers = Map.copyOf(headers);
    }

    /** What is known when the service starts. */
    public static StaticPage ofText(String path, String contentType, String text) {
        return new StaticPage(at(path), contentType, text.getBytes(StandardCharsets.UTF_8), Map.of());
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
            return new StaticPage(at(path), contentType, in.readAllBytes(), Map.of());
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + resource, e);
        }
    }

    /** The same, answered with these headers. */
    public StaticPage with(Map<String, String> more) {
        return new StaticPage(route, contentType, content, more);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        if (route.refuses(exchange)) {
            return;
        }
        try (exchange) {
            headers.forEach(exchange.getResponseHeaders()::set);
            exchange.getResponseHeaders().set("Content-Type", contentType);
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
        }
    }

    private static Route at(String path) {
        return new Route("GET", path, "/openapi.json tells what there is");
    }
}
