// SPDX-License-Identifier: Apache-2.0
package dev.undertone.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What somebody asks for over HTTP.
 *
 * @param raw what stands behind the question mark, as it came; empty where there is none
 * @param parameters the same, decoded
 * @param forwarded whether another instance passes it on
 * @param authorization what the request has in that header
 */
public record HttpQuery(String raw, Map<String, String> parameters, boolean forwarded, Optional<String> authorization) {
    /** Instances put it on what they pass on to each other, so that nothing is passed on twice. */
    public static final String FORWARDED = "Undertone-Forwarded";

    public HttpQuery {
        Objects.requireNonNull(raw, "raw");
        parameters = Map.copyOf(parameters);
        Objects.requireNonNull(authorization, "authorization");
    }

    public Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    /** @throws IllegalArgumentException if it is no query */
    static Map<String, String> parse(String raw) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : raw.split("&")) {
            if (!pair.isEmpty()) {
                String[] parts = pair.split("=", 2);
                String value = parts.length == 1 ? "" : decoded(parts[1]);
                if (parameters.put(decoded(parts[0]), value) != null) {
                    throw new IllegalArgumentException("a parameter stands twice");
                }
            }
        }
        return parameters;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
