// SPDX-License-Identifier: Apache-2.0
package dev.undertone.tracing;

import dev.undertone.review.ModelId;
import java.util.Objects;

/**
 * What a span says of a batch.
 *
 * @param reason why it was scored when it was
 * @param model that scored it
 * @param waitsSince when its first review began to wait, in nanoseconds of any one clock
 * @param startedAt when the model was asked, on the same clock
 * @param endedAt when the model had answered
 */
public record TracedBatch(
        String reason, ModelId model, int reviews, long tokens, long waitsSince, long startedAt, long endedAt) {
    public TracedBatch {
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(model, "model");
    }
}
