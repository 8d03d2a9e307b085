// SPDX-License-Identifier: Apache-2.0
package dev.undertone.evaluate;

import java.util.List;

/**
 * What a neutral band would do.
 *
 * @param width of the band, as the key {@code neutral.band} takes it: reviews with a score between minus this and this
 *     get no verdict
 * @param withoutVerdict the share of reviews that fall into it
 * @param accuracy of the verdicts on the rest; 0 where nothing is left
 */
public record NeutralBand(double width, double withoutVerdict, double accuracy) {
    private static final List<Double> WIDTHS = List.of(0.05, 0.1, 0.2, 0.3, 0.4);

    /** The effect of a few widths, the narrowest first. */
    static List<NeutralBand> of(List<Judged> reviews) {
        return WIDTHS.stream().map(width -> of(width, reviews)).toList();
    }

    private static NeutralBand of(double width, List<Judged> reviews) {
        List<Judged> decided =
                reviews.stream().filter(review -> review.decidedness() >= width).toList();
        return new NeutralBand(
                width, 1 - (double) decided.size() / reviews.size(), decided.isEmpty() ? 0 : Judged.accuracy(decided));
    }
}
