// SPDX-License-Identifier: Apache-2.0
package dev.undertone.metrics;

import dev.undertone.batch.LeaveReason;
import dev.undertone.review.Label;
import dev.undertone.review.RejectReason;
import java.time.Duration;

/** What happens while scoring, for whoever counts it. Implementations are safe for use by many threads. */
public interface ScoringMetrics {
    /** Counts nothing. */
    ScoringMetrics NONE = new ScoringMetrics() {};

    /** A score was handed to the producer; {@code age} is the time since the record's timestamp. */
    default void reviewScored(Label label, Duration age) {}

    /** A dead letter was handed to the producer. */
    default void reviewRejected(RejectReason reason) {}

    /** A batch went through the model; {@code paddedTokens} counts what its parts were padded with as well. */
    default void batchScored(LeaveReason reason, int reviews, long tokens, long paddedTokens, Duration took) {}
}
