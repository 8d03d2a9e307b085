// SPDX-License-Identifier: Apache-2.0
package dev.undertone.score;

import dev.undertone.review.RejectReason;
import dev.undertone.review.Scored;

/**
 * Sees the outcomes of a topic's reviews as they are forwarded, before they are committed. Implementations are safe for
 * use by many threads and take well under a microsecond; they must not change what they are shown.
 */
public interface OutcomeWatch {
    /** Looks away. */
    OutcomeWatch NONE = new OutcomeWatch() {};

    /** Whether the next review that is scored is to be shown; asked once for each. */
    default boolean wants() {
        return false;
    }

    /** A review was scored, and this was wanted. */
    default void scored(String id, Scored scored, String text) {}

    /**
     * A record was rejected.
     *
     * @param origin as topic-partition-offset
     * @param value of it, or null
     */
    default void rejected(String origin, RejectReason reason, byte[] value) {}
}
