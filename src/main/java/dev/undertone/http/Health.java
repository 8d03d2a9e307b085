// SPDX-License-Identifier: Apache-2.0
package dev.undertone.http;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How the service is, for whoever decides whether to restart it or to wait for it. Each of the three tells why it
 * is down, in a few words for a person, or nothing where it is up; they are asked by many threads at once and
 * answer at once.
 *
 * @param live whether it works or is about to; if not, only a restart helps
 * @param ready whether it reads and scores right now
 * @param started whether it has read at least once
 */
public record Health(
        Supplier<Optional<String>> live, Supplier<Optional<String>> ready, Supplier<Optional<String>> started) {
    public Health {
        Objects.requireNonNull(live, "live");
        Objects.requireNonNull(ready, "ready");
        Objects.requireNonNull(started, "started");
    }
}
