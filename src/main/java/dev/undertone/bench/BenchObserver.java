// SPDX-License-Identifier: Apache-2.0
package dev.undertone.bench;

/** Hears how far a bench is. Called from the thread that runs it. */
public interface BenchObserver {
    /** Something begins that counts up to {@code total}. */
    default void begins(String what, long total) {}

    /** So many more events are published. */
    default void published(long events) {}

    /** So many outcomes of the present run have been seen. */
    default void scored(long outcomes) {}

    /** What began is over; the sentence says what it came to. */
    default void ends(String sentence) {}
}
