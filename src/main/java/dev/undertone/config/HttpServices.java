// SPDX-License-Identifier: Apache-2.0
package dev.undertone.config;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What is served over HTTP besides metrics and health, and to whom.
 *
 * @param page whether the page is served
 * @param scoreWaiting how many texts may wait for POST /score; 0 where that is not served
 * @param token that they ask for, where they do
 */
public record HttpServices(boolean page, int scoreWaiting, Optional<String> token) {
    public HttpServices {
        Objects.requireNonNull(token, "token");
    }

    static HttpServices of(Map<String, Object> parsed) {
        return new HttpServices(
                (Boolean) parsed.get(ScorerConfig.HTTP_PAGE),
                (Integer) parsed.get(ScorerConfig.HTTP_SCORE_WAITING),
                Optional.of((String) parsed.get(ScorerConfig.HTTP_TOKEN)).filter(token -> !token.isEmpty()));
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "HttpServices[page=" + page + ", scoreWaiting=" + scoreWaiting + "]";
    }
}
