// SPDX-License-Identifier: Apache-2.0
package dev.undertone.compare;

import dev.undertone.evaluate.WilsonInterval;
import dev.undertone.train.plan.RecurrentLayer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Everything the report is made of: the figures of all runs and under what they were made. */
public record ComparisonFigures(ComparisonSetup setting, List<RunFigures> runs) {
    public ComparisonFigures {
        Objects.requireNonNull(setting, "setting");
        runs = List.copyOf(runs);
        for (RecurrentLayer kind : ComparisonPlan.KINDS) {
            if (runs.stream().noneMatch(figures -> figures.run().kind() == kind)) {
                throw new IllegalArgumentException("there is no run of a " + kind.label());
            }
        }
    }

    /** The training sizes, the smallest first. */
    public List<Integer> sizes() {
        return runs.stream()
                .map(figures -> figures.run().reviews())
                .distinct()
                .sorted()
                .toList();
    }

    public int largestSize() {
        List<Integer> sizes = sizes();
        return sizes.get(sizes.size() - 1);
    }

    /** The runs of one kind on all reviews, each as long as it is, by seed. */
    public SortedMap<Long, RunFigures> whole(RecurrentLayer kind) {
        return of(kind, largestSize(), Padding.VARIABLE);
    }

    /** The runs of one kind, by seed. */
    public SortedMap<Long, RunFigures> of(RecurrentLayer kind, int reviews, Padding padding) {
        SortedMap<Long, RunFigures> bySeed = new TreeMap<>();
        runs.stream()
                .filter(figures -> figures.run().kind() == kind
                        && figures.run().reviews() == reviews
                        && figures.run().padding() == padding)
                .forEach(figures -> bySeed.put(figures.run().seed(), figures));
        return bySeed;
    }

    /** A whole run, for what all of them have in common. */
    public RunFigures any() {
        return any(whole(RecurrentLayer.LSTM));
    }

    /** One of the runs, for what they have in common. */
    public static RunFigures any(Map<Long, RunFigures> runs) {
        return runs.values().iterator().next();
    }

    /** One figure of each run, by seed. */
    public static SortedMap<Long, Double> each(Map<Long, RunFigures> runs, Function<RunFigures, Double> figure) {
        SortedMap<Long, Double> bySeed = new TreeMap<>();
        runs.forEach((seed, figures) -> bySeed.put(seed, figure.apply(figures)));
        return bySeed;
    }

    /** Accuracies in percent, by seed. */
    public static SortedMap<Long, Double> accuracies(Map<Long, RunFigures> runs) {
        return each(runs, figures -> 100 * figures.test().accuracy());
    }

    /**
     * How many points an accuracy may be off because of the choice of the test reviews: half the width of its 95
     * % interval.
     */
    public static double chance(Map<Long, RunFigures> runs) {
        return runs.values().stream()
                .mapToDouble(figures ->
                        chance(figures.test().accuracy(), figures.test().n()))
                .max()
                .orElseThrow();
    }

    public static double chance(double accuracy, long n) {
        return 100 * WilsonInterval.of(accuracy, n).halfWidth();
    }
}
