// SPDX-License-Identifier: Apache-2.0
package dev.undertone.evaluate;

/**
 * A review with a known truth, and what the model said of it.
 *
 * @param probability that the review is positive, 0..1
 * @param positive whether it is
 * @param tokens how many tokens the model read, at least 1
 * @param truncated whether the review had more tokens than the model reads
 */
public record Judged(double probability, boolean positive, int tokens, boolean truncated) {
    public Judged {
        if (!(probability >= 0 && probability <= 1) || tokens < 1) {
            throw new IllegalArgumentException(
                    "need a probability in 0..1 and at least one token, not " + probability + " and " + tokens);
        }
    }

    /** Whether the verdict is the truth; one half or more is the verdict positive, as in the service. */
    public boolean right() {
        return (probability >= 0.5) == positive;
    }

    /** The distance from no verdict, 0..1: what the service compares with its neutral band. */
    double decidedness() {
        return Math.abs(2 * probability - 1);
    }

    /** The share of right verdicts; not a number where there is no review. */
    static double accuracy(java.util.Collection<Judged> reviews) {
        return (double) reviews.stream().filter(Judged::right).count() / reviews.size();
    }
}
