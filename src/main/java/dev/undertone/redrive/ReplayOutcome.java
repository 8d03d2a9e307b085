// SPDX-License-Identifier: Apache-2.0
package dev.undertone.redrive;

/** What becomes of a dead letter that the filter takes. */
public enum ReplayOutcome {
    /** It goes to the target. */
    REPLAYED,
    /** It went there before. */
    REPLAYED_BEFORE,
    /** It was replayed as often as it may be, and failed each time. */
    GIVEN_UP,
    /** It came from a topic that is not the target, and nobody said that it should go there. */
    OTHER_TOPIC,
    /** The broker does not take it at the target. */
    REFUSED,
    /** It holds only a part of its record, as its own topic did not take the whole. */
    SHORTENED,
    /** It has no value: sent now, it would delete what came for its key since. */
    NO_VALUE
}
