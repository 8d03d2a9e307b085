// SPDX-License-Identifier: Apache-2.0
package dev.undertone.redrive;

import dev.undertone.deadletter.DeadLetter;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Where dead letters go: all to one topic, or each back to the one that it came from. Immutable.
 *
 * @param text what they are called, for people
 * @param topics that they go to
 * @param home whether each letter goes to the one that it came from, and to no other
 * @param fromAnywhere whether letters may go to the one topic that came from another
 */
public record ReplayTargets(String text, Set<String> topics, boolean home, boolean fromAnywhere) {
    public ReplayTargets {
        Objects.requireNonNull(text, "text");
        topics = Set.copyOf(topics);
        if (!home && topics.size() != 1) {
            throw new IllegalArgumentException("letters go home or to one topic, not to " + topics);
        }
    }

    /** One topic for all. */
    public static ReplayTargets one(String topic, boolean fromAnywhere) {
        return new ReplayTargets(topic, Set.of(topic), false, fromAnywhere);
    }

    /**
     * Back to where they came from.
     *
     * @param text what the topics are called together
     * @param topics that letters may go back to
     */
    public static ReplayTargets home(String text, Set<String> topics) {
        return new ReplayTargets(text, topics, true, false);
    }

    /** Where a letter goes; nothing where it came from another topic, or where it goes home and does not say where. */
    public Optional<String> of(DeadLetter letter) {
        Optional<String> origin = letter.diagnosis().origin().topic();
        if (home) {
            return origin.filter(topics::contains);
        }
        Optional<String> one = topics.stream().findFirst();
        return fromAnywhere || origin.isEmpty() ? one : one.filter(origin.get()::equals);
    }
}
