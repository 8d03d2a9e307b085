// SPDX-License-Identifier: Apache-2.0
package dev.undertone.score;

import dev.undertone.review.RejectReason;

/**
 * Sees the outcomes of a topic's reviews as they are forwarded, before they are committed. Implementations are safe for
 * use by many threads and take well under a microsecond; they must not change what they are shown.
 */
public interface OutcomeWatch {
    /** Looks away. */
    OutcomeWatch NONE = new OutcomeWatch() {};

    /**
     * A review was scored.
     *
     * @param value of its record
     * @param event the scored event, as it is written
     */
    default void scored(byte[] value, byte[] event) {}

    /**
     * A record was rejected.
     *
     * @param origin as topic-partition-offset
     * @param value of it, or null
     */
    default void rejected(String origin, RejectReason reason, byte[] value) {}
}
