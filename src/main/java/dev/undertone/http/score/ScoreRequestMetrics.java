// SPDX-License-Identifier: Apache-2.0
package dev.undertone.http.score;

import java.time.Duration;

/** What becomes of requests for scores, for whoever counts it. Implementations are safe for use by many threads. */
public interface ScoreRequestMetrics {
    /** Counts nothing. */
    ScoreRequestMetrics NONE = new ScoreRequestMetrics() {};

    /** How a request can end. */
    enum Ending {
        /** With scores, or what stands against them. */
        ANSWERED,
        /** There was something wrong with it. */
        REFUSED,
        /** Too many texts waited. */
        TURNED_AWAY,
        /** The model failed, or the service ended. */
        FAILED
    }

    /** A request came to its end after that long. */
    default void requestEnded(Ending ending, Duration took) {}

    /** So many reviews of that many requests went through the model together. */
    default void batchScored(int requests, int reviews) {}
}
