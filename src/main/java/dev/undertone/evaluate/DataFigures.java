// SPDX-License-Identifier: Apache-2.0
package dev.undertone.evaluate;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * All that labelled reviews tell of a model.
 *
 * @param evaluation over all reviews
 * @param balancedAccuracy of them, where there are some of either side
 * @param reliability whether it is right as often as it says
 * @param neutralBands what neutral bands of a few widths would do
 * @param lengths accuracy by length
 */
public record DataFigures(
        Evaluation evaluation,
        Optional<BalancedAccuracy> balancedAccuracy,
        Reliability reliability,
        List<NeutralBand> neutralBands,
        List<LengthGroup> lengths) {
    public DataFigures {
        Objects.requireNonNull(evaluation, "evaluation");
        Objects.requireNonNull(balancedAccuracy, "balancedAccuracy");
        Objects.requireNonNull(reliability, "reliability");
        neutralBands = List.copyOf(neutralBands);
        lengths = List.copyOf(lengths);
    }

    /** The figures of {@code reviews}, of which there must be one at least. */
    public static DataFigures of(List<Judged> reviews) {
        double[] probabilities =
                reviews.stream().mapToDouble(Judged::probability).toArray();
        boolean[] positive = new boolean[reviews.size()];
        for (int i = 0; i < positive.length; i++) {
            positive[i] = reviews.get(i).positive();
        }
        Evaluation evaluation = Evaluation.of(probabilities, positive);
        return new DataFigures(
                evaluation,
                BalancedAccuracy.of(evaluation.confusion()),
                Reliability.of(probabilities, positive),
                NeutralBand.of(reviews),
                LengthGroup.of(reviews));
    }
}
