// SPDX-License-Identifier: Apache-2.0
package dev.undertone.compare;

import dev.undertone.text.TokenIds;
import dev.undertone.train.fit.GradientProbe;
import dev.undertone.train.fit.TrainedNetwork;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How gradients shrink with length. All lengths are measured on the same reviews, of which only the last tokens are
 * read: reviews that are long and reviews that are short differ by more than their lengths.
 */
final class GradientsByLength {
    private static final int[] LENGTHS = {2, 5, 10, 20, 50, 100, 150, 200, 250, 300, 400, 600, 800};
    private static final int MOST_REVIEWS = 200;
    /** With fewer reviews of a length, the length is not measured. */
    private static final double LEAST_SHARE = 0.05;

    private final List<TokenIds> reviews;
    private final int[] lengths;

    /** @param candidates to choose reviews from, none empty */
    GradientsByLength(List<TokenIds> candidates) {
        int longest = Arrays.stream(LENGTHS)
                .filter(length -> reaching(candidates, length) >= LEAST_SHARE * candidates.size())
                .max()
                .orElse(0);
        this.lengths =
                Arrays.stream(LENGTHS).filter(length -> length <= longest).toArray();
        this.reviews = candidates.stream()
                .filter(review -> review.length() >= longest)
                .limit(MOST_REVIEWS)
                .toList();
    }

    /** The medians at every length; for a network that reads both ways, through the forward layer and through both. */
    List<RunFigures.Gradient> measure(TrainedNetwork network, boolean trained) {
        List<RunFigures.Gradient> gradients = new ArrayList<>();
        for (int length : lengths) {
            List<TokenIds> cut =
                    reviews.stream().map(review -> last(review, length)).toList();
            double forward = Median.of(GradientProbe.firstTokenReadForward(network, cut));
            gradients.add(new RunFigures.Gradient(trained, true, length, cut.size(), forward));
            if (network.shape().kind().directions() > 1) {
                double whole = Median.of(GradientProbe.firstToken(network, cut));
                gradients.add(new RunFigures.Gradient(trained, false, length, cut.size(), whole));
            }
        }
        return gradients;
    }

    private static long reaching(List<TokenIds> reviews, int length) {
        return reviews.stream().filter(review -> review.length() >= length).count();
    }

    private static TokenIds last(TokenIds review, int length) {
        int start = review.length() - length;
        return TokenIds.of(
                IntStream.range(0, length).map(i -> review.id(start + i)).toArray());
    }
}
