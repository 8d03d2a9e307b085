// SPDX-License-Identifier: Apache-2.0
package dev.undertone.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Objects;

/**
 * Where a handler answers, and to which method: the server asks it for everything below its path as well.
 *
 * @param elsewhere what is said behind "there is nothing here" to who asks for another path
 */
public record Route(String method, String path, String elsewhere) {
    public Route {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(elsewhere, "elsewhere");
    }

    /** Refuses what is asked of another path or by another method; whether it did. */
    public boolean refuses(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestURI().getPath().equals(path)) {
            new Problem(404, "there is nothing here; " + elsewhere).send(exchange);
            return true;
        }
        if (!exchange.getRequestMethod().equals(method)) {
            exchange.getResponseHeaders().set("Allow", method);
            new Problem(405, "this only answers to " + method).send(exchange);
            return true;
        }
        return false;
    }
}
