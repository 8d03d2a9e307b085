// SPDX-License-Identifier: Apache-2.0
package dev.undertone.event;

import dev.undertone.review.Label;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a scored event says, as far as trends need it.
 *
 * @param score from -1 to 1
 * @param fields of the review, by name: those asked for that it has
 */
public record ScoredEvent(Optional<String> id, Label label, double score, Map<String, String> fields) {
    public ScoredEvent {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(label, "label");
        if (!(score >= -1 && score <= 1)) {
            throw new IllegalArgumentException("a score lies between -1 and 1, not at " + score);
        }
        fields = Map.copyOf(fields);
    }
}
