// SPDX-License-Identifier: Apache-2.0
package dev.undertone.trends;

/**
 * What happens in trends, for whoever counts it. Implementations are safe for use by many threads. What is processed
 * again after a failure counts again; the figures themselves do not.
 */
public interface TrendsMetrics {
    /** Counts nothing. */
    TrendsMetrics NONE = new TrendsMetrics() {};

    /** A scored event was counted, with the key of every field or, if not, over all reviews only for one at least. */
    default void reviewCounted(boolean withAllKeys) {}

    /** A value of the scored topic is no scored event. */
    default void eventUnreadable() {}

    /** A review came when a window of its own had closed; once for each such window. */
    default void reviewLate() {}

    /** Reviews belong to a window that is no longer held, so they came to nothing. */
    default void reviewsExpired(long reviews) {}

    /** Reviews of a key that is new in its window were not counted for it, as the memory for trends is used up. */
    default void reviewsOverflowed(long reviews) {}

    /** A window went before its time, as the memory for trends was used up. */
    default void windowEvicted() {}

    /** An alert went out. */
    default void alerted() {}

    /** So many figures came to be held, or went where it is negative. */
    default void entriesHeld(long change) {}
}
