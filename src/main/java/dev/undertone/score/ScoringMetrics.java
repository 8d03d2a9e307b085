// SPDX-License-Identifier: Apache-2.0
package dev.undertone.score;

import dev.undertone.batch.FlushReason;
import dev.undertone.review.RejectReason;
import dev.undertone.review.Scored;
import java.time.Duration;

/**
 * What happens while scoring, for whoever counts it. Implementations are safe for use by many threads and take well
 * under a microsecond: some calls come once a review.
 */
public interface ScoringMetrics {
    /** Counts nothing. */
    ScoringMetrics NONE = new ScoringMetrics() {};

    /** A record was taken in; its outcome is to come. */
    default void reviewReceived() {}

    /** A review's batch leaves after it has waited for that long. */
    default void reviewWaited(Duration waited) {}

    /** A score was handed to the producer; {@code age} is the time since the record's timestamp. */
    default void reviewScored(Scored scored, Duration age) {}

    /** A dead letter was handed to the producer. */
    default void reviewRejected(RejectReason reason) {}

    /** A dead letter lacks a part of its record, as its topic did not take the whole. */
    default void letterShortened() {}

    /** A record without a value was handed on, as a delete of what has its key. */
    default void tombstonePassed() {}

    /** A record without a value has no key either, so nothing came of it. */
    default void tombstoneSkipped() {}

    /** An update changed nothing that a score is made of, so nothing came of it. */
    default void updateSkipped() {}

    /** So many records were removed from the input before they were read. */
    default void recordsExpired(long records) {}

    /** A batch went through the model; {@code paddedTokens} counts what its parts were padded with as well. */
    default void batchScored(FlushReason reason, int reviews, long tokens, long paddedTokens, Duration took) {}

    /** A batch held so many tokens that the model's vocabulary has, and so many that it has not. */
    default void tokensRead(long known, long unknown) {}
}
