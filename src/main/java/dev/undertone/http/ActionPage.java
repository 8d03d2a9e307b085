// SPDX-License-Identifier: Apache-2.0
package dev.undertone.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A page that does something when JSON is posted to it from this machine. The action has its own thread and the answer
 * is sent from there, so that metrics and health are served meanwhile.
 */
final class ActionPage implements HttpHandler {
    private static final Logger LOGGER = LoggerFactory.getLogger(ActionPage.class);

    private final String path;
    private final Supplier<CompletionStage<ActionAnswer>> action;

    ActionPage(String path, Supplier<CompletionStage<ActionAnswer>> action) {
        this.path = path;
        this.action = action;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestURI().getPath().equals(path)) {
            new Problem(404, "there is nothing here; POST to " + path).send(exchange);
        } else if (!exchange.getRequestMethod().equals("POST")) {
            exchange.getResponseHeaders().set("Allow", "POST");
            new Problem(405, "this only answers to POST").send(exchange);
        } else if (!isOfThisMachine(exchange)) {
            new Problem(403, "this is for the machine itself, not for others or a browser; ask there with curl")
                    .send(exchange);
        } else if (!MediaType.isOneOf(exchange.getRequestHeaders(), "application/json")) {
            // A form, or a script of another site's page, can send anything but this.
            new Problem(415, "a request without 'Content-Type: application/json' changes nothing; send that header")
                    .send(exchange);
        } else {
            action.get().whenComplete((answer, failure) -> send(exchange, answer, failure));
        }
    }

    /** A browser's page may come from anywhere, wherever the browser runs, and its browser says so. */
    private static boolean isOfThisMachine(HttpExchange exchange) {
        return exchange.getRemoteAddress().getAddress().isLoopbackAddress()
                && !exchange.getRequestHeaders().containsKey("Origin");
    }

    private static void send(HttpExchange exchange, ActionAnswer answer, Throwable failure) {
        try (exchange) {
            if (failure != null) {
                LOGGER.atError().setCause(failure).log("A request over HTTP failed");
                new Problem(500, "it failed; the service's log says why").send(exchange);
                return;
            }
            byte[] body = answer.json().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        } catch (IOException e) {
            LOGGER.atDebug().setCause(e).log("Nobody waits for the answer any more");
        }
    }
}
