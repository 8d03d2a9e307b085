// SPDX-License-Identifier: Apache-2.0
package dev.undertone.http;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.Optional;

/** Lets only those requests through that {@link Access} allows, before anything of their bodies is read. */
final class Gate extends Filter {
    private final Access access;
    private final InetSocketAddress bound;
    private final boolean guarded;

    /** @param guarded whether what lies behind is more than metrics and health */
    Gate(Access access, InetSocketAddress bound, boolean guarded) {
        this.access = Objects.requireNonNull(access, "access");
        this.bound = Objects.requireNonNull(bound, "bound");
        this.guarded = guarded;
    }

    @Override
    public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.getResponseHeaders().set("Cross-Origin-Resource-Policy", "same-origin");
        Optional<Problem> refusal = access.refusal(bound, exchange.getRequestHeaders());
        if (refusal.isEmpty() && guarded) {
            refusal = access.guardedRefusal(bound, exchange.getRequestHeaders());
        }
        if (refusal.isEmpty()) {
            chain.doFilter(exchange);
            return;
        }
        if (refusal.get().status() == 401) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
        }
        refusal.get().send(exchange);
    }

    @Override
    public String description() {
        return guarded ? "host, origin and token" : "host";
    }
}
