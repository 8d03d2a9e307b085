// SPDX-License-Identifier: Apache-2.0
package dev.undertone.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * A page that answers questions in JSON. The answer is sent by whoever completes it, so that no thread of the server
 * waits where it is fetched from elsewhere.
 */
final class QueryPage implements HttpHandler {
    private static final int FIRST_ERROR = 400;

    private final Route route;
    private final Function<HttpQuery, CompletionStage<ActionAnswer>> answers;

    QueryPage(String path, Function<HttpQuery, CompletionStage<ActionAnswer>> answers) {
        this.route = new Route("GET", path, "ask for " + path);
        this.answers = answers;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        if (route.refuses(exchange)) {
            return;
        }
        CompletionStage<ActionAnswer> answer;
        try {
            answer = answers.apply(query(exchange));
        } catch (IllegalArgumentException e) {
            new Problem(400, "what stands behind the question mark is no query; encode it as a URL").send(exchange);
            return;
        }
        answer.whenComplete((completed, failure) -> ActionAnswer.send(
                exchange,
                completed,
                failure == null && completed.status() >= FIRST_ERROR ? Problem.CONTENT_TYPE : "application/json",
                failure));
    }

    private static HttpQuery query(HttpExchange exchange) {
        String raw = Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
        return new HttpQuery(
                raw,
                HttpQuery.parse(raw),
                exchange.getRequestHeaders().containsKey(HttpQuery.FORWARDED),
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")));
    }
}
