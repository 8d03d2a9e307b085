// SPDX-License-Identifier: Apache-2.0
package dev.undertone.evaluate;

import dev.undertone.review.Label;
import dev.undertone.review.Probabilities;
import java.util.Objects;
import java.util.Optional;

/**
 * A review whose truth may be neutral, and what the model said of it.
 *
 * @param truth what it is
 * @param verdict what the model calls it
 * @param probability that it is positive rather than negative, 0..1
 * @param probabilities of all three labels, where the model has learned what neutral is
 */
public record Rated(Label truth, Label verdict, double probability, Optional<Probabilities> probabilities) {
    public Rated {
        Objects.requireNonNull(truth, "truth");
        Objects.requireNonNull(verdict, "verdict");
        Objects.requireNonNull(probabilities, "probabilities");
    }

    /** The side that the model leans to. */
    Label side() {
        return probability >= 0.5 ? Label.POSITIVE : Label.NEGATIVE;
    }

    /** The distance from no side, 0..1: what a neutral band is compared with where neutral was not learned. */
    double decidedness() {
        return Math.abs(2 * probability - 1);
    }

    /** The verdict of the same network with a neutral band in place of what it has learned of neutral. */
    Label withBand(double width) {
        return decidedness() < width ? Label.NEUTRAL : side();
    }
}
