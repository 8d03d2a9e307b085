// SPDX-License-Identifier: Apache-2.0
package dev.undertone.crash.cluster;

import java.util.Locale;

/** What happens to a running cluster and its scorers. */
enum ClusterEvent {
    /** A scorer is killed, and another is started a second later. */
    SCORER_KILLED,
    /** A scorer ends in the regular way and another is started. */
    SCORER_RESTARTED,
    /** A broker ends in the regular way and comes back. */
    BROKER_RESTARTED,
    /** A broker is killed and stays away for some seconds. */
    BROKER_KILLED,
    /** A broker stands still for some seconds, then goes on as if nothing had been. */
    BROKER_FROZEN,
    /** All brokers are killed at once and started again. */
    ALL_BROKERS_KILLED,
    /** For half a minute all that scorers and brokers say to each other takes 200 ms longer each way. */
    NETWORK_SLOW,
    /** For five seconds nothing passes between them, then all of it. */
    NETWORK_STALLED,
    /** All connections between them are reset, ten times in five seconds. */
    CONNECTIONS_RESET,
    /** For half a minute nothing passes and nobody is told; those connections stay dead, later ones work. */
    CONNECTIONS_HALF_OPEN,
    /** For ten seconds brokers get all that scorers send and no answer arrives; those connections stay mute. */
    ANSWERS_SWALLOWED,
    /** One broker cannot be reached by scorers, though by all others. */
    BROKER_CUT_OFF;

    /** Whether it happens between scorers and brokers, and to nobody else. */
    boolean isOfNetwork() {
        return compareTo(NETWORK_SLOW) >= 0;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
