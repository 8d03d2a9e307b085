// SPDX-License-Identifier: Apache-2.0
package dev.undertone.http;

import com.sun.net.httpserver.Headers;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who may ask for what. A browser runs pages of strangers on the user's machine, so what only this machine can reach is
 * not out of their reach: a name of theirs may lead here (then {@code Host} says that name), and they may send what a
 * form can send (then {@code Origin} or {@code Sec-Fetch-Site} says whose page it was).
 *
 * @param host that the server is bound to, as it was configured
 * @param token for what is guarded, where one is configured
 */
public record Access(String host, int port, Optional<BearerToken> token) {
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");
    private static final Pattern PORT = Pattern.compile(":\\d*$");

    public Access {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(token, "token");
    }

    /** Without a token. */
    public Access(String host, int port) {
        this(host, port, Optional.empty());
    }

    /** Why nothing is served for these headers at that address of ours, if so. */
    Optional<Problem> refusal(InetSocketAddress bound, Headers request) {
        if (!bound.getAddress().isLoopbackAddress()) {
            return Optional.empty();
        }
        List<String> hosts = request.getOrDefault("Host", List.of());
        // Every browser sends one; what sends none is none.
        if (hosts.isEmpty() || hosts.size() == 1 && isOurs(hosts.get(0))) {
            return Optional.empty();
        }
        return Optional.of(new Problem(
                421,
                "the Host header names another machine, and this address is for this one only; ask for localhost"));
    }

    /** Why what is guarded is not served for them, if so. */
    Optional<Problem> guardedRefusal(InetSocketAddress bound, Headers request) {
        if (isForeign(request)) {
            return Optional.of(new Problem(403, "the request comes from another site's page; ask from outside of it"));
        }
        if (token.isPresent()) {
            return token.get().isIn(request.getFirst("Authorization"))
                    ? Optional.empty()
                    : Optional.of(new Problem(
                            401, "the token is missing or wrong; send it as 'Authorization: Bearer' with http.token"));
        }
        return bound.getAddress().isLoopbackAddress()
                ? Optional.empty()
                : Optional.of(new Problem(
                        403,
                        "other machines reach this address, so it asks for a token and none is set; set http.token"));
    }

    /** Whether a page asks that did not come from here. */
    private static boolean isForeign(Headers request) {
        String site = request.getFirst("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin") && !site.equals("none")) {
            return true;
        }
        List<String> origins = request.getOrDefault("Origin", List.of());
        String host = request.getFirst("Host");
        return origins.stream()
                .anyMatch(origin -> host == null
                        || !origin.equalsIgnoreCase("http://" + host) && !origin.equalsIgnoreCase("https://" + host));
    }

    private boolean isOurs(String given) {
        String name = PORT.matcher(given.toLowerCase(Locale.ROOT)).replaceFirst("");
        return LOOPBACK.matcher(name).matches() || name.equalsIgnoreCase(host);
    }
}
