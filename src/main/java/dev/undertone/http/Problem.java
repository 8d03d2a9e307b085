// SPDX-License-Identifier: Apache-2.0
package dev.undertone.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Why a request got no answer, in the form of RFC 9457.
 *
 * @param detail one sentence: what is wrong and what to do; without anything of the request's body
 * @param reason which kind of bad a review is, where it is that
 */
public record Problem(int status, String detail, Optional<String> reason) {
    public static final String CONTENT_TYPE = "application/problem+json";

    private static final int MOST_SKIPPED = 65_536;

    private static final Map<Integer, String> TITLES = Map.ofEntries(
            Map.entry(400, "Bad Request"),
            Map.entry(401, "Unauthorized"),
            Map.entry(403, "Forbidden"),
            Map.entry(404, "Not Found"),
            Map.entry(405, "Method Not Allowed"),
            Map.entry(411, "Length Required"),
            Map.entry(413, "Content Too Large"),
            Map.entry(415, "Unsupported Media Type"),
            Map.entry(421, "Misdirected Request"),
            Map.entry(422, "Unprocessable Content"),
            Map.entry(500, "Internal Server Error"),
            Map.entry(503, "Service Unavailable"));

    public Problem {
        Objects.requireNonNull(detail, "detail");
        Objects.requireNonNull(reason, "reason");
        if (!TITLES.containsKey(status)) {
            throw new IllegalArgumentException("there is no title for status " + status);
        }
    }

    public Problem(int status, String detail) {
        this(status, detail, Optional.empty());
    }

    /** Answers with it and ends the exchange. Headers that belong to the status are set by whoever knows them. */
    public void send(HttpExchange exchange) throws IOException {
        try (exchange) {
            // What is left unread when the connection closes makes the system throw the answer away.
            exchange.getRequestBody().readNBytes(MOST_SKIPPED);
            byte[] body = (json() + "\n").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", CONTENT_TYPE);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** The problem itself, without a line end. */
    String json() {
        ObjectNode json = new ObjectMapper().createObjectNode();
        json.put("title", TITLES.get(status)).put("status", status).put("detail", detail);
        reason.ifPresent(value -> json.put("reason", value));
        return json.toString();
    }
}
