// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.fit;

import dev.undertone.evaluate.Evaluation;
import dev.undertone.model.Calibration;
import dev.undertone.ngram.NgramLogit;
import dev.undertone.train.data.Dataset;
import dev.undertone.train.data.Target;
import java.util.List;
import java.util.Optional;

/**
 * What a network says of some reviews, in their order.
 *
 * @param polarity how positive each is
 * @param neutral how neutral each is; of no length where the network does not say
 */
public record Predictions(float[] polarity, float[] neutral) {
    /**
     * How many of the reviews of a stream are taken to be neutral or mixed. Sources are balanced by hand, and what is
     * held out of them says nothing of that; of product reviews with stars, one in ten to one in five has three, of
     * sentences and posts a quarter to a half are.
     */
    private static final double NEUTRAL_SHARE = 0.25;

    /** Beyond which few reviews of each kind no calibration is worth its name. */
    private static final int FEWEST_NEUTRAL = 20;

    private static double logOdds(double share) {
        return Math.log(share / (1 - share));
    }

    boolean saysNeutral() {
        return neutral.length > 0;
    }

    /** The share of those texts that take a side on whose side it is, where a logit of 0 parts the sides. */
    public double accuracy(List<Target> targets) {
        long right = 0;
        long polar = 0;
        for (int i = 0; i < polarity.length; i++) {
            Target target = targets.get(i);
            if (target.isPolar()) {
                polar++;
                right += polarity[i] >= 0 == target.positive() >= 0.5f ? 1 : 0;
            }
        }
        return (double) right / polar;
    }

    /** The calibration of the polarity on those of the reviews that take a side; see {@link PlattScaling#fit}. */
    public Optional<Calibration> polarityCalibration(Dataset reviews) {
        int[] polar = reviews.polar();
        boolean[] positive = new boolean[polar.length];
        for (int i = 0; i < polar.length; i++) {
            positive[i] = reviews.target(polar[i]).positive() >= 0.5f;
        }
        return PlattScaling.fit(at(polarity, polar), positive);
    }

    /**
     * The calibration of neutral on the reviews of which it is known; none where the network does not say, or too few
     * are known.
     */
    public Optional<Calibration> neutralCalibration(Dataset reviews) {
        int[] graded = reviews.graded();
        boolean[] neither = new boolean[graded.length];
        int count = 0;
        for (int i = 0; i < graded.length; i++) {
            neither[i] = reviews.target(graded[i]).neutral() >= 0.5f;
            count += neither[i] ? 1 : 0;
        }
        if (!saysNeutral() || Math.min(count, graded.length - count) < FEWEST_NEUTRAL) {
            return Optional.empty();
        }
        double share = (double) count / graded.length;
        return PlattScaling.fit(at(neutral, graded), neither)
                .map(fitted -> new Calibration(
                        Calibration.PLATT, fitted.scale(), fitted.offset() + logOdds(NEUTRAL_SHARE) - logOdds(share)));
    }

    /** The same with what n-grams add to the polarity of each of {@code reviews}. */
    public Predictions and(NgramLogit ngrams, Dataset reviews) {
        float[] sums = polarity.clone();
        for (int i = 0; i < sums.length; i++) {
            sums[i] += ngrams.logit(reviews.reviews().get(i));
        }
        return new Predictions(sums, neutral);
    }

    /** The figures of the polarity on those of the reviews that take a side. */
    public Evaluation evaluation(Calibration calibration, Dataset reviews) {
        int[] polar = reviews.polar();
        double[] probabilities = new double[polar.length];
        boolean[] positive = new boolean[polar.length];
        for (int i = 0; i < polar.length; i++) {
            probabilities[i] = calibration.probability(polarity[polar[i]]);
            positive[i] = reviews.target(polar[i]).positive() >= 0.5f;
        }
        return Evaluation.of(probabilities, positive);
    }

    private static float[] at(float[] values, int[] positions) {
        float[] found = new float[positions.length];
        for (int i = 0; i < found.length; i++) {
            found[i] = values[positions[i]];
        }
        return found;
    }
}
