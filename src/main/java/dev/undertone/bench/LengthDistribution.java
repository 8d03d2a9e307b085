// SPDX-License-Identifier: Apache-2.0
package dev.undertone.bench;

import java.util.Locale;
import java.util.random.RandomGenerator;

/** How long reviews are, in words: log-normal, as the lengths of what people write are. */
public enum LengthDistribution {
    /** The test reviews of the Large Movie Review Dataset: median 172, mean 228, one in eight above 400. */
    IMDB(186, 0.64, 4, 2500),
    /** What people write of an app: a line or two, seldom more. */
    APP(22, 0.9, 1, 500),
    /** Short messages. */
    TWEETS(14, 0.5, 1, 60);

    private final double median;
    private final double sigma;
    private final int least;
    private final int most;

    LengthDistribution(double median, double sigma, int least, int most) {
        this.median = median;
        this.sigma = sigma;
        this.least = least;
        this.most = most;
    }

    /** A length. */
    int sample(RandomGenerator random) {
        long words = Math.round(median * Math.exp(sigma * random.nextGaussian()));
        return (int) Math.max(least, Math.min(most, words));
    }

    /** In one line, with its figures. */
    public String description() {
        return String.format(
                Locale.ROOT,
                "%s: log-normal, median %.0f words, sigma %.2f, from %d to %d",
                this,
                median,
                sigma,
                least,
                most);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
