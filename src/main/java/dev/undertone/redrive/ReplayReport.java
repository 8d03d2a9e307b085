// SPDX-License-Identifier: Apache-2.0
package dev.undertone.redrive;

import dev.undertone.deadletter.DeadLetter;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** How many letters of each reason met which fate. Confined to one thread. */
public final class ReplayReport {
    private final SortedMap<String, Map<ReplayOutcome, Long>> counts = new TreeMap<>();
    private Optional<String> firstRefusal = Optional.empty();
    private Optional<Instant> oldestReplayed = Optional.empty();

    ReplayReport() {}

    /** The counts by reason; a fate that no letter of a reason met is not in its map. */
    public SortedMap<String, Map<ReplayOutcome, Long>> counts() {
        return counts;
    }

    /** How many letters met a fate. */
    public long total(ReplayOutcome fate) {
        return counts.values().stream()
                .mapToLong(ofReason -> ofReason.getOrDefault(fate, 0L))
                .sum();
    }

    /** Why the broker refused the first letter of those that it did. */
    public Optional<String> firstRefusal() {
        return firstRefusal;
    }

    /** The oldest timestamp of those that were replayed, or in a dry run would be. */
    public Optional<Instant> oldestReplayed() {
        return oldestReplayed;
    }

    void count(DeadLetter letter, ReplayOutcome fate) {
        if (fate == ReplayOutcome.REPLAYED) {
            Instant timestamp = letter.timestamp();
            oldestReplayed =
                    oldestReplayed.filter(oldest -> !timestamp.isBefore(oldest)).or(() -> Optional.of(timestamp));
        }
        counts.computeIfAbsent(letter.reason(), reason -> new EnumMap<>(ReplayOutcome.class))
                .merge(fate, 1L, Long::sum);
    }

    void refused(DeadLetter letter, String why) {
        count(letter, ReplayOutcome.REFUSED);
        firstRefusal = firstRefusal.or(() -> Optional.of(letter.position() + " because " + why));
    }
}
