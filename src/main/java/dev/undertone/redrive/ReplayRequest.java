// SPDX-License-Identifier: Apache-2.0
package dev.undertone.redrive;

import dev.undertone.deadletter.DeadLetter;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What is to be replayed, and how.
 *
 * @param deadLetters the topic to read
 * @param targets the topics to write
 * @param maxAttempts letters that were replayed that often are left where they are
 * @param perSecond most replays a second; empty for as fast as it goes
 * @param dryRun whether nothing is written
 */
public record ReplayRequest(
        String deadLetters,
        ReplayTargets targets,
        LetterFilter filter,
        int maxAttempts,
        OptionalDouble perSecond,
        boolean dryRun) {
    public ReplayRequest {
        Objects.requireNonNull(deadLetters, "deadLetters");
        Objects.requireNonNull(targets, "targets");
        Objects.requireNonNull(filter, "filter");
        Objects.requireNonNull(perSecond, "perSecond");
        for (String target : List.of(deadLetters, ReplayLog.topic(deadLetters))) {
            if (targets.topics().contains(target)) {
                throw new IllegalArgumentException(
                        "dead letters of " + deadLetters + " cannot be replayed to " + target + "; name another topic");
            }
        }
        if (maxAttempts < 1) {
            throw new IllegalArgumentException("the most attempts must be at least 1, not " + maxAttempts);
        }
        // A NaN is not greater than 0 either.
        if (perSecond.isPresent() && !(perSecond.getAsDouble() > 0)) {
            throw new IllegalArgumentException("the rate must be greater than 0, not " + perSecond.getAsDouble());
        }
    }

    /** The same with one topic for all letters. */
    public ReplayRequest(
            String deadLetters,
            String target,
            boolean fromAnywhere,
            LetterFilter filter,
            int maxAttempts,
            OptionalDouble perSecond,
            boolean dryRun) {
        this(deadLetters, ReplayTargets.one(target, fromAnywhere), filter, maxAttempts, perSecond, dryRun);
    }

    /** What the topics to write are called, for people. */
    public String target() {
        return targets.text();
    }

    /** What is to become of a letter that the filter takes. */
    ReplayOutcome fateOf(DeadLetter letter, ReplayLog receipts) {
        Optional<String> target = targets.of(letter);
        if (target.isEmpty()) {
            return ReplayOutcome.OTHER_TOPIC;
        }
        if (receipts.hold(letter.position(), target.get())) {
            return ReplayOutcome.REPLAYED_BEFORE;
        }
        if (letter.value() == null) {
            return ReplayOutcome.NO_VALUE;
        }
        if (letter.isShortened()) {
            return ReplayOutcome.SHORTENED;
        }
        return letter.attempts() >= maxAttempts ? ReplayOutcome.GIVEN_UP : ReplayOutcome.REPLAYED;
    }
}
