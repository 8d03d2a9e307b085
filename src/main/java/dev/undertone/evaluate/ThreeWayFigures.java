// SPDX-License-Identifier: Apache-2.0
package dev.undertone.evaluate;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * All that labelled reviews tell of a model some of which are neutral.
 *
 * @param n how many reviews, at least 1
 * @param learned of the model's own verdicts, where it has learned what neutral is
 * @param bestBand of the same network with a neutral band instead
 */
public record ThreeWayFigures(long n, Optional<ThreeWayEvaluation> learned, BestBand bestBand) {
    public ThreeWayFigures {
        Objects.requireNonNull(learned, "learned");
        Objects.requireNonNull(bestBand, "bestBand");
    }

    /** The figures of {@code reviews}, of which there must be one at least. */
    public static ThreeWayFigures of(List<Rated> reviews) {
        boolean knowsNeutral =
                reviews.stream().allMatch(review -> review.probabilities().isPresent());
        return new ThreeWayFigures(
                reviews.size(),
                knowsNeutral
                        ? Optional.of(ThreeWayEvaluation.of(
                                reviews,
                                Rated::verdict,
                                review -> review.probabilities().orElseThrow()))
                        : Optional.empty(),
                BestBand.of(reviews));
    }
}
