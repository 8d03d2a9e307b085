// SPDX-License-Identifier: Apache-2.0
package dev.undertone.trends;

import dev.undertone.config.TrendsSettings;
import java.util.Objects;
import java.util.Optional;

/**
 * A window of a key beside the one before it.
 *
 * @param change of the mean score, from -2 to 2
 * @param pOfFall the p-value of a fall, see {@link WelchTest}
 * @param pOfRise that of a rise
 */
public record WindowPair(SentimentFigures before, SentimentFigures now, double change, double pOfFall, double pOfRise) {
    public WindowPair {
        Objects.requireNonNull(before, "before");
        Objects.requireNonNull(now, "now");
    }

    /** Nothing where one of the two has too few reviews to say anything. */
    public static Optional<WindowPair> of(SentimentFigures before, SentimentFigures now, TrendsSettings settings) {
        if (Math.min(before.count(), now.count()) < settings.minReviews()) {
            return Optional.empty();
        }
        double change = now.mean().orElseThrow() - before.mean().orElseThrow();
        return Optional.of(
                new WindowPair(before, now, change, WelchTest.pOfFall(before, now), WelchTest.pOfFall(now, before)));
    }

    public boolean isFall(TrendsSettings settings) {
        return change < 0 && pOfFall <= settings.significance();
    }

    public boolean isRise(TrendsSettings settings) {
        return change > 0 && pOfRise <= settings.significance();
    }

    /** Whether it has fallen far enough for an alert. */
    boolean isAlert(TrendsSettings settings) {
        return settings.alertDrop() > 0 && -change >= settings.alertDrop() && isFall(settings);
    }
}
