// SPDX-License-Identifier: Apache-2.0
package dev.undertone.redrive;

import dev.undertone.deadletter.DeadLetter;
import dev.undertone.deadletter.Position;
import java.time.Instant;
import java.util.Objects;

/**
 * The dead letters of one reason.
 *
 * @param reason as {@link DeadLetter#reason} has it
 * @param letters how many there are
 * @param open how many of them were not replayed
 * @param cameBack how many of the open ones are there because a replayed record failed again
 * @param first the oldest timestamp of an original record
 * @param last the newest
 * @param example where one of them stands, an open one if there is any
 */
public record ReasonSummary(
        String reason, long letters, long open, long cameBack, Instant first, Instant last, Position example) {
    public ReasonSummary {
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(first, "first");
        Objects.requireNonNull(last, "last");
        Objects.requireNonNull(example, "example");
    }

    /**
     * That of a single letter.
     *
     * @param replayed whether it was replayed
     */
    public static ReasonSummary of(DeadLetter letter, boolean replayed) {
        return new ReasonSummary(
                letter.reason(),
                1,
                replayed ? 0 : 1,
                !replayed && letter.attempts() > 0 ? 1 : 0,
                letter.timestamp(),
                letter.timestamp(),
                letter.position());
    }

    /** That of both together, which have the same reason. */
    public ReasonSummary plus(ReasonSummary other) {
        return new ReasonSummary(
                reason,
                letters + other.letters,
                open + other.open,
                cameBack + other.cameBack,
                first.isBefore(other.first) ? first : other.first,
                last.isAfter(other.last) ? last : other.last,
                open == 0 && other.open > 0 ? other.example : example);
    }
}
