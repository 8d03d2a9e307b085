// SPDX-License-Identifier: Apache-2.0
package dev.undertone.crash;

/** What can happen to a running system. */
enum Disturbance {
    /** A scorer is killed, now and then all of them, and started again. */
    KILL,
    /** Another instance, or two, join and leave in the regular way. */
    VISIT,
    /** A scorer ends in the regular way and is started again. */
    RESTART,
    /** A scorer stands still until the others have taken over its work, then goes on as if it still had it. */
    FREEZE,
    /** The broker ends or is killed, stays away, and comes back; sometimes a scorer is killed meanwhile. */
    BROKER_RESTART,
    /** The broker stands still for longer than the session time-out. */
    BROKER_FREEZE
}
