// SPDX-License-Identifier: Apache-2.0
package dev.undertone.infer;

import java.util.Objects;
import java.util.Optional;

/**
 * What a model says of the reviews of a batch, in their order.
 *
 * @param polarity one a review, the higher the more positive
 * @param neutral one a review, the higher the more neutral or mixed; empty where the model has not learned what that is
 * @param contributions of each review what each of its tokens adds to its polarity; empty where that was not asked for.
 *     Without what belongs to no token, which is the same for all reviews
 */
public record Logits(float[] polarity, Optional<float[]> neutral, Optional<float[][]> contributions) {
    public Logits {
        Objects.requireNonNull(polarity, "polarity");
        Objects.requireNonNull(neutral, "neutral");
        Objects.requireNonNull(contributions, "contributions");
        if (neutral.isPresent() && neutral.get().length != polarity.length) {
            throw new IllegalArgumentException(
                    "need as many logits of neutral as of polarity: " + neutral.get().length + ", " + polarity.length);
        }
    }

    /** Those of a model that says nothing of its tokens. */
    public Logits(float[] polarity, Optional<float[]> neutral) {
        this(polarity, neutral, Optional.empty());
    }

    /** Those of a model that has not learned what neutral is. */
    public static Logits ofPolarity(float[] polarity) {
        return new Logits(polarity, Optional.empty());
    }
}
