// SPDX-License-Identifier: Apache-2.0
package dev.undertone.http;

import com.sun.net.httpserver.Headers;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a request says that its body is. */
public final class MediaType {
    private MediaType() {}

    /** The type without parameters, in lower case; nothing where none is named, or more than one. */
    public static Optional<String> of(Headers request) {
        List<String> given = request.getOrDefault("Content-Type", List.of());
        return given.size() == 1
                ? Optional.of(given.get(0).split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                : Optional.empty();
    }

    /** Whether the text is in UTF-8, as far as the request tells. */
    public static boolean isUtf8(Headers request) {
        String given = String.valueOf(request.getFirst("Content-Type")).toLowerCase(Locale.ROOT);
        return Arrays.stream(given.split(";"))
                .map(String::strip)
                .filter(parameter -> parameter.startsWith("charset="))
                .map(parameter -> parameter.substring("charset=".length()).replace("\"", ""))
                .allMatch(charset -> charset.equals("utf-8") || charset.equals("us-ascii"));
    }

    static boolean isOneOf(Headers request, String... types) {
        return of(request).filter(Arrays.asList(types)::contains).isPresent();
    }
}
