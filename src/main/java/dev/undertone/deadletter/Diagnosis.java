// SPDX-License-Identifier: Apache-2.0
package dev.undertone.deadletter;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a dead letter's headers say of its failure.
 *
 * @param dialect who wrote them; empty where no known system did
 * @param reason one of a closed list, where the writer has such a list
 * @param exception the class of what was thrown
 * @param cause the class of what caused that
 * @param timestamp the original record's, in ms since 1970, where the dead letter itself does not have it
 */
public record Diagnosis(
        Optional<HeaderDialect> dialect,
        Optional<String> reason,
        Optional<String> exception,
        Optional<String> cause,
        Optional<String> message,
        Origin origin,
        OptionalLong timestamp) {
    static final Diagnosis NONE = new Diagnosis(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Origin.UNKNOWN,
            OptionalLong.empty());

    public Diagnosis {
        Objects.requireNonNull(dialect, "dialect");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(exception, "exception");
        Objects.requireNonNull(cause, "cause");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(timestamp, "timestamp");
    }
}
