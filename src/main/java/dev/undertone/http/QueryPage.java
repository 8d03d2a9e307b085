// SPDX-License-Identifier: Apache-2.0
package dev.undertone.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A page that answers questions in JSON. The answer is sent by whoever completes it, so that no thread of the server
 * waits where it is fetched from elsewhere.
 */
final class QueryPage implements HttpHandler {
    private static final Logger LOGGER = LoggerFactory.getLogger(QueryPage.class);

    private static final int FIRST_ERROR = 400;

    private final String path;
    private final Function<HttpQuery, CompletionStage<ActionAnswer>> answers;

    QueryPage(String path, Function<HttpQuery, CompletionStage<ActionAnswer>> answers) {
        this.path = path;
        this.answers = answers;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestURI().getPath().equals(path)) {
            new Problem(404, "there is nothing here; ask for " + path).send(exchange);
        } else if (!exchange.getRequestMethod().equals("GET")) {
            exchange.getResponseHeaders().set("Allow", "GET");
            new Problem(405, "this only answers to GET").send(exchange);
        } else {
            CompletionStage<ActionAnswer> answer;
            try {
                answer = answers.apply(query(exchange));
            } catch (IllegalArgumentException e) {
                new Problem(400, "what stands behind the question mark is no query; encode it as a URL").send(exchange);
                return;
            }
            answer.whenComplete((completed, failure) -> send(exchange, completed, failure));
        }
    }

    private static HttpQuery query(HttpExchange exchange) {
        String raw = Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
        return new HttpQuery(
                raw,
                HttpQuery.parse(raw),
                exchange.getRequestHeaders().containsKey(HttpQuery.FORWARDED),
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")));
    }

    private static void send(HttpExchange exchange, ActionAnswer answer, Throwable failure) {
        try (exchange) {
            if (failure != null) {
                LOGGER.atError().setCause(failure).log("A request over HTTP failed");
                new Problem(500, "it failed; the service's log says why").send(exchange);
                return;
            }
            byte[] body = answer.json().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders()
                    .set("Content-Type", answer.status() < FIRST_ERROR ? "application/json" : Problem.CONTENT_TYPE);
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        } catch (IOException e) {
            LOGGER.atDebug().setCause(e).log("Nobody waits for the answer any more");
        }
    }
}
