// SPDX-License-Identifier: Apache-2.0
package dev.undertone.redrive;

import dev.undertone.deadletter.DeadLetter;
import dev.undertone.deadletter.Diagnosis;
import dev.undertone.deadletter.Position;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which dead letters are meant: those that satisfy every condition that is given.
 *
 * @param positions in the dead-letter topic, one of them; empty for any
 * @param reasons as listed, one of them, in any case; empty for any
 * @param exceptions classes of the exception or of its cause, one of them, with or without their package; empty for any
 * @param since the original record's timestamp is this or later
 * @param until the original record's timestamp is earlier than this
 * @param origin where it came from
 */
public record LetterFilter(
        Set<Position> positions,
        List<String> reasons,
        List<String> exceptions,
        Optional<Instant> since,
        Optional<Instant> until,
        Optional<OriginRange> origin) {
    /** Takes every letter. */
    public static final LetterFilter ALL =
            new LetterFilter(Set.of(), List.of(), List.of(), Optional.empty(), Optional.empty(), Optional.empty());

    public LetterFilter {
        positions = Set.copyOf(positions);
        reasons = List.copyOf(reasons);
        exceptions = List.copyOf(exceptions);
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(until, "until");
        Objects.requireNonNull(origin, "origin");
    }

    public boolean takes(DeadLetter letter) {
        Diagnosis diagnosis = letter.diagnosis();
        return (positions.isEmpty() || positions.contains(letter.position()))
                && (reasons.isEmpty() || reasons.stream().anyMatch(letter.reason()::equalsIgnoreCase))
                && (exceptions.isEmpty()
                        || Stream.of(diagnosis.exception(), diagnosis.cause())
                                .flatMap(Optional::stream)
                                .anyMatch(this::namesClass))
                && since.filter(from -> letter.timestamp().isBefore(from)).isEmpty()
                && until.filter(to -> !letter.timestamp().isBefore(to)).isEmpty()
                && origin.filter(range -> !range.contains(diagnosis.origin())).isEmpty();
    }

    private boolean namesClass(String type) {
        return exceptions.stream().anyMatch(name -> type.equals(name) || type.endsWith("." + name));
    }
}
