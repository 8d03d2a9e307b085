// SPDX-License-Identifier: Apache-2.0
package dev.undertone.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an action or a question that was asked for over HTTP came to.
 *
 * @param status of HTTP
 * @param json one line with its end
 */
public record ActionAnswer(int status, String json) {
    private static final Logger LOGGER = LoggerFactory.getLogger(ActionAnswer.class);

    public ActionAnswer {
        Objects.requireNonNull(json, "json");
    }

    /** A problem as an answer. */
    public static ActionAnswer of(Problem problem) {
        return new ActionAnswer(problem.status(), problem.json() + "\n");
    }

    /**
     * Sends what was completed, or that it failed, and ends the exchange.
     *
     * @param contentType of the answer
     */
    static void send(HttpExchange exchange, ActionAnswer answer, String contentType, Throwable failure) {
        try (exchange) {
            if (failure != null) {
                LOGGER.atError().setCause(failure).log("A request over HTTP failed");
                new Problem(500, "it failed; the service's log says why").send(exchange);
                return;
            }
            byte[] body = answer.json().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", contentType);
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        } catch (IOException e) {
            LOGGER.atDebug().setCause(e).log("Nobody waits for the answer any more");
        }
    }
}
