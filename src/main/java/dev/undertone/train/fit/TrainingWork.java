// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.fit;

import dev.undertone.train.data.ReviewSet;
import dev.undertone.train.plan.TrainingPlan;

/**
 * How much there is to do in a training, in tokens to be read by what takes most of its time.
 *
 * @param encoder by a sentence encoder, which computes the vectors that are missing
 * @param wordVectors over all passes
 * @param networks over all epochs of all networks
 */
public record TrainingWork(long encoder, long wordVectors, long networks) {
    /** What an encoder takes to learn from a token, where reading it takes 1. */
    public static final int TUNING = 3;

    // Measured with embedding and hidden units of 64 on one core of an AMD EPYC (Zen 5), two for the encoder. What
    // matters is how they compare: the first minute of a training tells how fast the machine is.
    private static final double ENCODER_RATE = 11_500;
    private static final double WORD_VECTOR_RATE = 500_000;
    private static final double NETWORK_RATE = 85_000;

    public static TrainingWork of(TrainingPlan plan, long encoder, ReviewSet labelled, ReviewSet unlabelled) {
        long known = tokens(labelled);
        long others = tokens(unlabelled);
        long both = known + others;
        int teachers = plan.distillation().networks();
        long taught = others == 0 ? 0 : 2L * teachers * plan.distillation().epochs() * (known + others / 2);
        long model = (plan.regularization().adversarial() > 0 ? 2 : 1)
                * plan.optimization().epochs()
                * both;
        return new TrainingWork(encoder, plan.wordVectorPasses() * both, taught + model);
    }

    private static long tokens(ReviewSet reviews) {
        return reviews.reviews().stream().mapToLong(ids -> ids.length()).sum()
                + reviews.excerpts().stream()
                        .mapToLong(each -> each.ids().length())
                        .sum();
    }

    /** On the machine it was measured on. */
    public double seconds() {
        return encoder / ENCODER_RATE + wordVectors / WORD_VECTOR_RATE + networks / NETWORK_RATE;
    }
}
