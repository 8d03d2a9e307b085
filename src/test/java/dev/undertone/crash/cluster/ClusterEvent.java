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
    ALL_BROKERS_KILLED;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
