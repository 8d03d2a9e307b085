// SPDX-License-Identifier: Apache-2.0
package dev.undertone.service;

import dev.undertone.config.ScorerConfig;
import dev.undertone.http.Access;
import dev.undertone.http.BearerToken;

/** Who may ask over HTTP, as it is configured. */
final class HttpAccess {
    private HttpAccess() {}

    static Access of(ScorerConfig config) {
        return new Access(
                config.httpHost(),
                config.httpPort(),
                config.httpServices().token().map(BearerToken::new));
    }
}
