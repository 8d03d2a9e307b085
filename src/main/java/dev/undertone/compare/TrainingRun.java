// SPDX-License-Identifier: Apache-2.0
package dev.undertone.compare;

import dev.undertone.train.plan.RecurrentLayer;
import java.util.Locale;
import java.util.Objects;

/**
 * One training of the comparison.
 *
 * @param kind the recurrent layer
 * @param seed the random seed
 * @param reviews labelled ones it is given, those that choose the epoch included
 * @param padding what is done about different lengths
 */
public record TrainingRun(RecurrentLayer kind, long seed, int reviews, Padding padding) {
    public TrainingRun {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(padding, "padding");
        if (reviews < 2) {
            throw new IllegalArgumentException("a training needs 2 reviews at least, not " + reviews);
        }
    }

    /** For people: {@code lstm, seed 2, 5,000 reviews}. */
    public String describe() {
        return String.format(
                Locale.ROOT,
                "%s, seed %d, %,d reviews%s",
                kind.label(),
                seed,
                reviews,
                padding == Padding.FIXED ? ", fixed padding" : "");
    }

    /** A file name that no other run has. */
    String fileName() {
        return kind.label() + "-seed" + seed + "-" + reviews + "-"
                + padding.name().toLowerCase(Locale.ROOT) + ".json";
    }
}
