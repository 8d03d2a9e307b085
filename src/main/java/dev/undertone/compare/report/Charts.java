// SPDX-License-Identifier: Apache-2.0
package dev.undertone.compare.report;

import dev.undertone.compare.ComparisonFigures;
import dev.undertone.compare.ComparisonPlan;
import dev.undertone.compare.RunFigures;
import dev.undertone.evaluate.WilsonInterval;
import dev.undertone.report.BarChart;
import dev.undertone.report.Estimate;
import dev.undertone.report.Series;
import dev.undertone.train.plan.RecurrentLayer;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What the charts of all sections have in common: one entry a network, and what their error bars are. */
final class Charts {
    private Charts() {}

    /** An accuracy in percent: from the least to the most of the seeds; with one seed, the 95 % interval. */
    static Estimate accuracy(Map<Long, RunFigures> runs) {
        return accuracy(
                Spread.of(ComparisonFigures.accuracies(runs)),
                ComparisonFigures.any(runs).test().n());
    }

    /** As above, of accuracies in percent on {@code n} reviews. */
    static Estimate accuracy(Spread percent, long n) {
        return percent.seeds() == 1 ? interval(percent.mean() / 100, n) : percent.estimate();
    }

    /** A share in percent with its 95 % interval. */
    private static Estimate interval(double share, long n) {
        WilsonInterval interval = WilsonInterval.of(share, n);
        return new Estimate(
                100 * share, Math.min(100 * share, 100 * interval.low()), Math.max(100 * share, 100 * interval.high()));
    }

    /** One line for each network. */
    static List<Series> lines(Function<RecurrentLayer, List<Series.Point>> points) {
        return ComparisonPlan.KINDS.stream()
                .map(kind -> new Series(Wording.name(kind), points.apply(kind)))
                .toList();
    }

    /** One legend entry for each network. */
    static List<BarChart.Bars> bars(Function<RecurrentLayer, List<Estimate>> values) {
        return ComparisonPlan.KINDS.stream()
                .map(kind -> new BarChart.Bars(Wording.name(kind), values.apply(kind)))
                .toList();
    }

    /** What the error bars are, for the text. */
    static String bars(int seeds) {
        return seeds == 1
                ? "Error bars, where there are any, are 95 % intervals (Wilson) of one run: with one seed nobody knows how much"
                        + " another would differ."
                : "Error bars reach from the least to the most of the " + seeds + " seeds.";
    }
}
