// SPDX-License-Identifier: Apache-2.0
package dev.undertone.tracing;

import dev.undertone.kafka.TopicPartitionOffset;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;

/**
 * Is told what reviews go through. Times are those of the clock that tells when batches are due, in nanoseconds.
 * Implementations never throw, never wait for whoever takes their spans, and are safe for use by many threads.
 */
public interface Tracing {
    /** Looks away. */
    Tracing NONE = new Tracing() {};

    /** Whether anything is traced at all. */
    default boolean isOn() {
        return false;
    }

    /**
     * Follows a record from here on. Called when it has been taken in, that is decoded and tokenized or found to need
     * no model, by the thread that did so.
     *
     * @param headers of the record, which may name its trace
     * @param startedAt when the thread began to work on it
     */
    default ReviewTrace follow(Headers headers, TopicPartitionOffset origin, long startedAt) {
        return ReviewTrace.NONE;
    }

    /**
     * Reviews were scored together, or the model was broken.
     *
     * @param reviews of the batch, all followed
     * @param failure what the model threw, where it scored none
     */
    default void batch(TracedBatch batch, List<ReviewTrace> reviews, Optional<RuntimeException> failure) {}
}
