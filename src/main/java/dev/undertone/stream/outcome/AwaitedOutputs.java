// SPDX-License-Identifier: Apache-2.0
package dev.undertone.stream.outcome;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Input topics whose output topic may not be there yet, as it is made when they join. Until it is, their records wait:
 * a producer that meets a topic which is not there stands still for a minute, and its stream thread with it. Safe for
 * use by many threads.
 */
public final class AwaitedOutputs {
    private static final String NOT_TOLD = "";

    private final boolean toCome;
    private final Set<String> there = ConcurrentHashMap.newKeySet();
    /** Why the output topic is not there, by input topic. */
    private final Map<String, String> waiting = new ConcurrentHashMap<>();

    /** @param toCome whether any are; else all were there before reading began */
    AwaitedOutputs(boolean toCome) {
        this.toCome = toCome;
    }

    /** Whether records may have to wait. */
    boolean isAnyToCome() {
        return toCome;
    }

    /** Whether the scores of an input topic can be written; where they cannot, somebody is to see to it. */
    public boolean areThereFor(String input) {
        if (!toCome || there.contains(input)) {
            return true;
        }
        waiting.putIfAbsent(input, NOT_TOLD);
        return false;
    }

    /** The input topics whose records wait. */
    public Set<String> inputs() {
        return Set.copyOf(waiting.keySet());
    }

    /** The output topic of an input topic is there. */
    public void isThereFor(String input) {
        there.add(input);
        waiting.remove(input);
    }

    /** Nobody reads the input topic any more. */
    public void forget(String input) {
        there.remove(input);
        waiting.remove(input);
    }

    /** @param why the output topic is not there, in a sentence */
    public void isMissingFor(String input, String why) {
        waiting.computeIfPresent(input, (topic, before) -> why);
    }

    /** Why records wait, in a sentence, where that is no matter of a moment. */
    public Optional<String> trouble() {
        return new TreeMap<>(waiting)
                .values().stream().filter(why -> !why.equals(NOT_TOLD)).findFirst();
    }
}
