// SPDX-License-Identifier: Apache-2.0
package dev.undertone.tracing;

import dev.undertone.kafka.HeaderRule;
import dev.undertone.review.Outcome;
import org.apache.kafka.common.header.Headers;

/** The span of a review whose outcome is being forwarded; it ends when it is closed. Confined to one thread. */
public interface OutcomeSpan extends AutoCloseable {
    /** Of a review that nobody follows. */
    OutcomeSpan NONE = new OutcomeSpan() {};

    /** Puts the context of this span in place of the review's, as far as the rule lets its headers pass. */
    default void inject(Headers score, HeaderRule rule) {}

    /** What became of the review; the last one told counts. */
    default void outcome(Outcome outcome) {}

    /** Forwarding failed; there may be another attempt. */
    default void failed(Throwable thrown) {}

    @Override
    default void close() {}
}
