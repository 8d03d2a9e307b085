// SPDX-License-Identifier: Apache-2.0
package dev.undertone.tracing;

/** One review that is followed on its way. Confined to one thread. */
public interface ReviewTrace {
    /** Of a review that nobody follows. */
    ReviewTrace NONE = new ReviewTrace() {};

    /**
     * Its outcome is about to be forwarded. Each attempt has a span of its own, to be closed by the same thread before
     * it does anything else.
     */
    default OutcomeSpan forwarding() {
        return OutcomeSpan.NONE;
    }
}
