// SPDX-License-Identifier: Apache-2.0
package dev.undertone.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.undertone.review.Label;
import dev.undertone.review.Probabilities;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ThreeWayFiguresTest {
    @Test
    void shouldCountVerdictsOfThreeLabels() {
        // Given
        List<Rated> reviews = List.of(
                learned(Label.NEGATIVE, Label.NEGATIVE),
                learned(Label.NEGATIVE, Label.NEUTRAL),
                learned(Label.NEUTRAL, Label.NEUTRAL),
                learned(Label.NEUTRAL, Label.NEUTRAL),
                learned(Label.NEUTRAL, Label.POSITIVE),
                learned(Label.POSITIVE, Label.POSITIVE));

        // When
        ThreeWayEvaluation evaluation = ThreeWayFigures.of(reviews).learned().orElseThrow();

        // Then
        assertThat(evaluation.confusion())
                .isEqualTo(new ThreeWayConfusion(
                        new ThreeWayConfusion.Row(1, 1, 0),
                        new ThreeWayConfusion.Row(0, 2, 1),
                        new ThreeWayConfusion.Row(0, 0, 1)));
        assertThat(evaluation.accuracy()).isEqualTo(4 / 6.0);
        assertThat(evaluation.averageRecall()).isEqualTo((1 / 2.0 + 2 / 3.0 + 1) / 3, within(1e-12));
        // By precision and recall: 1 and 1/2, 2/3 and 2/3, 1/2 and 1.
        assertThat(evaluation.macroF1()).isEqualTo((2 / 3.0 + 2 / 3.0 + 2 / 3.0) / 3, within(1e-12));
    }

    @Test
    void shouldMeasureTheCalibrationOfEachLabelAgainstTheRest() {
        // Given
        Probabilities said = new Probabilities(0.2, 0.5, 0.3);
        List<Rated> reviews = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Label truth = i < 3 ? Label.NEGATIVE : i < 8 ? Label.NEUTRAL : Label.POSITIVE;
            reviews.add(new Rated(truth, Label.NEUTRAL, 0.6, Optional.of(said)));
        }

        // When
        ThreeWayEvaluation.CalibrationErrors errors =
                ThreeWayFigures.of(reviews).learned().orElseThrow().ece();

        // Then
        assertThat(errors.negative()).isEqualTo(0.1, within(1e-12));
        assertThat(errors.neutral()).isZero();
        assertThat(errors.positive()).isEqualTo(0.1, within(1e-12));
    }

    @Test
    void shouldFindNoBetterBandThanTheBest() {
        // Given
        Random random = new Random(11);
        List<Rated> reviews = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            Label truth = Label.values()[random.nextInt(3)];
            double middle = truth == Label.NEUTRAL ? 0.5 : truth == Label.POSITIVE ? 0.75 : 0.3;
            // In hundredths, so that many are equally decided.
            double probability =
                    Math.round(100 * Math.min(1, Math.max(0, middle + 0.2 * random.nextGaussian()))) / 100.0;
            reviews.add(sided(truth, probability));
        }

        // When
        ThreeWayFigures figures = ThreeWayFigures.of(reviews);

        // Then
        assertThat(figures.learned()).isEmpty();
        assertThat(figures.bestBand().width()).isStrictlyBetween(0.0, 0.99);
        double best = figures.bestBand().evaluation().macroF1();
        assertThat(withBand(reviews, figures.bestBand().width())).isEqualTo(best);
        for (double width = 0; width < 0.99; width += 0.001) {
            assertThat(withBand(reviews, width)).as("band of %s", width).isLessThanOrEqualTo(best + 1e-12);
        }
    }

    @Test
    void shouldTakeNoBandWhereNothingIsNeutral() {
        // When
        BestBand band = ThreeWayFigures.of(List.of(sided(Label.POSITIVE, 0.6), sided(Label.NEGATIVE, 0.4)))
                .bestBand();

        // Then
        assertThat(band.width()).isZero();
        assertThat(band.evaluation().accuracy()).isEqualTo(1);
    }

    @Test
    void shouldSearchTheBandWithoutWhatWasLearned() {
        // Given
        // Both learned verdicts are wrong, and a band tells the two apart.
        List<Rated> reviews = List.of(
                new Rated(Label.NEUTRAL, Label.POSITIVE, 0.55, Optional.of(Probabilities.of(0.1, 0.55))),
                new Rated(Label.POSITIVE, Label.NEUTRAL, 0.9, Optional.of(Probabilities.of(0.8, 0.9))));

        // When
        ThreeWayFigures figures = ThreeWayFigures.of(reviews);

        // Then
        assertThat(figures.learned().orElseThrow().accuracy()).isZero();
        assertThat(figures.bestBand().evaluation().accuracy()).isEqualTo(1);
        assertThat(figures.bestBand().width()).isEqualTo((0.1 + 0.8) / 2, within(1e-12));
    }

    @Test
    void shouldBalanceTheAccuracyOfBothSides() {
        // When
        BalancedAccuracy balanced =
                BalancedAccuracy.of(new Confusion(81, 133, 15, 182)).orElseThrow();

        // Then
        // The sides are those of Newcombe (1998), table I, method 3: 81 of 263 and 15 of 148.
        assertThat(balanced.value()).isEqualTo((81 / 263.0 + 15 / 148.0) / 2, within(1e-12));
        assertThat(balanced.low())
                .isEqualTo(balanced.value() - Math.hypot(81 / 263.0 - 0.2553, 15 / 148.0 - 0.0624) / 2, within(1e-4));
        assertThat(balanced.high())
                .isEqualTo(balanced.value() + Math.hypot(0.3662 - 81 / 263.0, 0.1605 - 15 / 148.0) / 2, within(1e-4));
        assertThat(BalancedAccuracy.of(new Confusion(3, 0, 0, 1))).isEmpty();
    }

    private static double withBand(List<Rated> reviews, double width) {
        ThreeWayConfusion.Counts counts = new ThreeWayConfusion.Counts();
        reviews.forEach(review -> counts.add(review.truth(), review.withBand(width), 1));
        return counts.confusion().macroF1();
    }

    private static Rated learned(Label truth, Label verdict) {
        return new Rated(truth, verdict, 0.5, Optional.of(new Probabilities(0.25, 0.5, 0.25)));
    }

    private static Rated sided(Label truth, double probability) {
        return new Rated(truth, probability >= 0.5 ? Label.POSITIVE : Label.NEGATIVE, probability, Optional.empty());
    }
}
