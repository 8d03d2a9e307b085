// SPDX-License-Identifier: Apache-2.0
package dev.undertone.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * A page that does something when JSON is posted to it from this machine. The action has its own thread and the answer
 * is sent from there, so that metrics and health are served meanwhile.
 */
final class ActionPage implements HttpHandler {
    private final Route route;
    private final Supplier<CompletionStage<ActionAnswer>> action;

    ActionPage(String path, Supplier<CompletionStage<ActionAnswer>> action) {
        this.route = new Route("POST", path, "POST to " + path);
        this.action = action;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        if (route.refuses(exchange)) {
            return;
        }
        if (!isOfThisMachine(exchange)) {
            new Problem(403, "this is for the machine itself, not for others or a browser; ask there with curl")
                    .send(exchange);
        } else if (!MediaType.isOneOf(exchange.getRequestHeaders(), "application/json")) {
            // A form, or a script of another site's page, can send anything but this.
            new Problem(415, "a request without 'Content-Type: application/json' changes nothing; send that header")
                    .send(exchange);
        } else {
            action.get()
                    .whenComplete(
                            (answer, failure) -> ActionAnswer.send(exchange, answer, "application/json", failure));
        }
    }

    /** A browser's page may come from anywhere, wherever the browser runs, and its browser says so. */
    private static boolean isOfThisMachine(HttpExchange exchange) {
        return exchange.getRemoteAddress().getAddress().isLoopbackAddress()
                && !exchange.getRequestHeaders().containsKey("Origin");
    }
}
