// SPDX-License-Identifier: Apache-2.0
package dev.undertone.infer;

import java.util.Objects;
import java.util.Optional;

/**
 * What a model says of the reviews of a batch, in their order.
 *
 * @param polarity one a review, the higher the more positive
 * @param neutral one a review, the higher the more neutral or mixed; empty where the model has not learned what that is
 */
public record Logits(float[] polarity, Optional<float[]> neutral) {
    public Logits {
        Objects.requireNonNull(polarity, "polarity");
        Objects.requireNonNull(neutral, "neutral");
        if (neutral.isPresent() && neutral.get().length != polarity.length) {
            throw new IllegalArgumentException(
                    "need as many logits of neutral as of polarity: " + neutral.get().length + ", " + polarity.length);
        }
    }

    /** Those of a model that has not learned what neutral is. */
    public static Logits ofPolarity(float[] polarity) {
        return new Logits(polarity, Optional.empty());
    }
}
