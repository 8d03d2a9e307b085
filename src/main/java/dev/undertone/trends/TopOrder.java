// SPDX-License-Identifier: Apache-2.0
package dev.undertone.trends;

import dev.undertone.config.TrendsSettings;
import dev.undertone.trends.TrendsReader.Ranked;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** In which order keys are shown, and which are shown at all. */
public enum TopOrder {
    /** Those whose mean fell significantly, by how much. */
    FALLING(ranked -> ranked.pair().orElseThrow().change()),
    /** Those whose mean rose significantly, by how much. */
    RISING(ranked -> -ranked.pair().orElseThrow().change()),
    /** Those with enough reviews, by their mean. */
    LOWEST(ranked -> ranked.now().mean().orElseThrow()),
    /** The same the other way round. */
    HIGHEST(ranked -> -ranked.now().mean().orElseThrow()),
    /** All, by how many reviews they have. */
    COUNT(ranked -> -ranked.now().count());

    private final Comparator<Ranked> comparator;

    TopOrder(ToDoubleFunction<Ranked> smallestFirst) {
        this.comparator = Comparator.comparingDouble(smallestFirst).thenComparing(Ranked::key);
    }

    public static Optional<TopOrder> parse(String text) {
        return Arrays.stream(values())
                .filter(order -> order.text().equals(text))
                .findFirst();
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    Comparator<Ranked> comparator() {
        return comparator;
    }

    boolean counts(Ranked ranked, TrendsSettings settings) {
        return switch (this) {
            case FALLING -> ranked.pair().filter(pair -> pair.isFall(settings)).isPresent();
            case RISING -> ranked.pair().filter(pair -> pair.isRise(settings)).isPresent();
            case LOWEST, HIGHEST -> ranked.now().count() >= settings.minReviews();
            case COUNT -> ranked.now().count() > 0;
        };
    }
}
