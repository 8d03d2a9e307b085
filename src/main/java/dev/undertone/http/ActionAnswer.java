// SPDX-License-Identifier: Apache-2.0
package dev.undertone.http;

import java.util.Objects;

/**
 * What an action that was asked for over HTTP came to.
 *
 * @param status of HTTP
 * @param json one line with its end
 */
public record ActionAnswer(int status, String json) {
    public ActionAnswer {
        Objects.requireNonNull(json, "json");
    }
}
