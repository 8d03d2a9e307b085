// SPDX-License-Identifier: Apache-2.0
package dev.undertone.kafka;

/** Which time scores and dead letters are written with. */
public enum OutputTimestamp {
    /** That of the record that they are of. */
    INPUT,
    /** The present, so that no retention takes them away because their review is old. */
    NOW
}
