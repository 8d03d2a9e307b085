// SPDX-License-Identifier: Apache-2.0
package dev.undertone.compare.report;

import dev.undertone.compare.ComparisonFigures;
import dev.undertone.compare.ComparisonPlan;
import dev.undertone.compare.Padding;
import dev.undertone.compare.RunFigures;
import dev.undertone.report.Axis;
import dev.undertone.report.LineChart;
import dev.undertone.report.MarkdownTable;
import dev.undertone.report.Series;
import dev.undertone.train.plan.RecurrentLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** What more reviews to learn from bring. */
final class GrowthSection {
    private static final String CHART = "growth.svg";

    private GrowthSection() {}

    static Section of(ComparisonFigures figures) {
        String body = Wording.format("""
                Reviews drawn at random, with both labels as among all; a share of them chooses the epoch as ever. Every size is learned in
                %s, so that few reviews also mean few steps: a small set is at a disadvantage that longer training would lessen.

                ![Accuracy by number of training reviews](%s)

                %s""", Wording.passes(figures.setting().epochs()), CHART, table(figures));
        return new Section(
                "More data",
                "More data helps, and networks with gates need it more than simple ones.",
                List.of(helps(figures), needs(figures)),
                body,
                Map.of(CHART, chart(figures)));
    }

    private static Answer helps(ComparisonFigures figures) {
        String statement = "More reviews make every network more accurate";
        if (figures.sizes().size() == 1) {
            return untold(statement);
        }
        List<String> gains = new ArrayList<>();
        List<String> brief = new ArrayList<>();
        List<ClaimVerdict> verdicts = new ArrayList<>();
        for (RecurrentLayer kind : ComparisonPlan.KINDS) {
            Difference gain = gain(figures, kind);
            verdicts.add(gain.verdict());
            brief.add(gain.brief("for " + Wording.name(kind)));
            gains.add(Wording.name(kind) + " " + gain.text("points"));
        }
        ClaimVerdict first = verdicts.get(0);
        return new Answer(
                statement,
                verdicts.stream().allMatch(first::equals) ? first : ClaimVerdict.OPEN,
                String.join(", ", brief),
                Wording.format(
                        "From %s to %s reviews: %s.",
                        Wording.count(smallest(figures)),
                        Wording.count(figures.largestSize()),
                        String.join("; ", gains)));
    }

    private static Answer needs(ComparisonFigures figures) {
        String statement = "LSTM gains more from them than RNN";
        if (figures.sizes().size() == 1) {
            return untold(statement);
        }
        Map<Long, Double> lstm = gains(figures, RecurrentLayer.LSTM);
        Map<Long, Double> rnn = gains(figures, RecurrentLayer.RNN);
        Difference difference =
                Difference.of(lstm, rnn, Math.sqrt(2) * ComparisonFigures.chance(figures.whole(RecurrentLayer.LSTM)));
        return new Answer(
                statement,
                difference.verdict(),
                difference.brief("points"),
                Wording.format(
                        "LSTM gains %+.2f points, RNN %+.2f: %s.",
                        Spread.of(lstm).mean(), Spread.of(rnn).mean(), difference.text("points")));
    }

    private static Answer untold(String statement) {
        return new Answer(
                statement, ClaimVerdict.OPEN, "one size", "The networks were trained on one number of reviews only.");
    }

    private static Difference gain(ComparisonFigures figures, RecurrentLayer kind) {
        return new Difference(
                List.copyOf(gains(figures, kind).values()), ComparisonFigures.chance(figures.whole(kind)));
    }

    /** From the smallest size to the largest, in points, by seed. */
    private static Map<Long, Double> gains(ComparisonFigures figures, RecurrentLayer kind) {
        SortedMap<Long, RunFigures> small = figures.of(kind, smallest(figures), Padding.VARIABLE);
        SortedMap<Long, RunFigures> large = figures.whole(kind);
        large.keySet().retainAll(small.keySet());
        return ComparisonFigures.each(
                large,
                run -> 100
                        * (run.test().accuracy()
                                - small.get(run.run().seed()).test().accuracy()));
    }

    private static int smallest(ComparisonFigures figures) {
        return figures.sizes().get(0);
    }

    private static MarkdownTable table(ComparisonFigures figures) {
        MarkdownTable table = new MarkdownTable("reviews", "of them learned from", "steps", "RNN", "LSTM", "BiLSTM");
        for (int size : figures.sizes()) {
            int learned = ComparisonFigures.any(figures.of(RecurrentLayer.LSTM, size, Padding.VARIABLE))
                    .learned();
            int batch = figures.setting().batchSize();
            List<String> row = new ArrayList<>(List.of(
                    Wording.count(size),
                    Wording.count(learned),
                    Wording.count((long) ((learned + batch - 1) / batch)
                            * figures.setting().epochs())));
            for (RecurrentLayer kind : ComparisonPlan.KINDS) {
                row.add(Spread.of(ComparisonFigures.accuracies(figures.of(kind, size, Padding.VARIABLE)))
                        .text("%.2f %%"));
            }
            table.row(row.toArray(String[]::new));
        }
        return table;
    }

    private static String chart(ComparisonFigures figures) {
        return new LineChart(
                        "Accuracy by number of training reviews",
                        Axis.logarithmic("training reviews"),
                        Axis.linear("accuracy (%)"),
                        Charts.lines(kind -> figures.sizes().stream()
                                .map(size -> new Series.Point(
                                        size, Charts.accuracy(figures.of(kind, size, Padding.VARIABLE))))
                                .toList()))
                .svg();
    }
}
