// SPDX-License-Identifier: Apache-2.0
package dev.undertone.evaluate;

import dev.undertone.review.Probabilities;
import java.util.Comparator;
import java.util.List;

/**
 * The neutral band that does best on the very reviews it is measured on, so that no choice of {@code neutral.band}
 * could do better: what a learned neutral has to beat. Probabilities are those of a model without a learned neutral,
 * which gives neutral none.
 *
 * @param width of the band; 0 where none is better than no band
 * @param evaluation with it
 */
public record BestBand(double width, ThreeWayEvaluation evaluation) {
    /** As the key {@code neutral.band} takes it. */
    private static final double WIDEST = 0.99;

    /** The band with the largest macro-F1 of all. */
    static BestBand of(List<Rated> reviews) {
        double width = bestWidth(reviews);
        return new BestBand(
                width,
                ThreeWayEvaluation.of(
                        reviews,
                        review -> review.withBand(width),
                        review -> new Probabilities(1 - review.probability(), 0, review.probability())));
    }

    /** Widens the band by one review after the other. */
    private static double bestWidth(List<Rated> reviews) {
        List<Rated> sorted = reviews.stream()
                .sorted(Comparator.comparingDouble(Rated::decidedness))
                .toList();
        ThreeWayConfusion.Counts counts = new ThreeWayConfusion.Counts();
        sorted.forEach(review -> counts.add(review.truth(), review.withBand(0), 1));
        double bestWidth = 0;
        double bestF1 = counts.confusion().macroF1();
        for (int i = 0; i < sorted.size(); i++) {
            Rated review = sorted.get(i);
            counts.add(review.truth(), review.withBand(0), -1);
            counts.add(review.truth(), review.withBand(1.1), 1);
            double inside = review.decidedness();
            double outside = i + 1 == sorted.size() ? WIDEST : sorted.get(i + 1).decidedness();
            double width = Math.min(WIDEST, (inside + outside) / 2);
            // Equally decided reviews cannot be told apart by a band.
            if (width > inside) {
                double f1 = counts.confusion().macroF1();
                if (f1 > bestF1) {
                    bestF1 = f1;
                    bestWidth = width;
                }
            }
        }
        return bestWidth;
    }
}
