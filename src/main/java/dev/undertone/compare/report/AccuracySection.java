// SPDX-License-Identifier: Apache-2.0
package dev.undertone.compare.report;

import dev.undertone.compare.ComparisonFigures;
import dev.undertone.compare.ComparisonPlan;
import dev.undertone.compare.RunFigures;
import dev.undertone.evaluate.WilsonInterval;
import dev.undertone.report.Axis;
import dev.undertone.report.BarChart;
import dev.undertone.report.Estimate;
import dev.undertone.report.MarkdownTable;
import dev.undertone.train.plan.RecurrentLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Which network is right most often. */
final class AccuracySection {
    private static final String CHART = "accuracy.svg";

    private AccuracySection() {}

    static Section of(ComparisonFigures figures) {
        List<Answer> answers = List.of(
                ahead(figures, RecurrentLayer.LSTM, RecurrentLayer.RNN),
                ahead(figures, RecurrentLayer.BILSTM, RecurrentLayer.LSTM));
        String body = Wording.format(
                """
                Share of right verdicts on %s test reviews, trained on %s reviews. Always giving the more frequent verdict would be
                right for %s of them.

                ![Accuracy of the networks](%s)

                %s""",
                Wording.count(figures.setting().test().size()),
                Wording.count(figures.largestSize()),
                Wording.percent(figures.setting().test().guessing()),
                CHART,
                table(figures));
        return new Section(
                "Accuracy",
                "An LSTM is more accurate than a plain RNN, and a BiLSTM more accurate than an LSTM.",
                answers,
                body,
                Map.of(CHART, chart(figures)));
    }

    private static Answer ahead(ComparisonFigures figures, RecurrentLayer first, RecurrentLayer second) {
        Map<Long, RunFigures> ahead = figures.whole(first);
        Map<Long, RunFigures> behind = figures.whole(second);
        Difference difference = Difference.of(
                ComparisonFigures.accuracies(ahead),
                ComparisonFigures.accuracies(behind),
                ComparisonFigures.chance(ahead));
        return new Answer(
                Wording.name(first) + " is more accurate than " + Wording.name(second),
                difference.verdict(),
                difference.brief("points"),
                Wording.format(
                        "%s against %s: %s.",
                        Spread.of(ComparisonFigures.accuracies(ahead)).text("%.2f %%"),
                        Spread.of(ComparisonFigures.accuracies(behind)).text("%.2f %%"),
                        difference.text("points")));
    }

    private static MarkdownTable table(ComparisonFigures figures) {
        List<String> header = new ArrayList<>(List.of("network", "parameters", "of them recurrent"));
        figures.setting().seeds().forEach(seed -> header.add("seed " + seed));
        header.addAll(List.of("mean", "95 % interval", "mean F1"));
        MarkdownTable table = new MarkdownTable(header.toArray(String[]::new));
        for (RecurrentLayer kind : ComparisonPlan.KINDS) {
            SortedMap<Long, RunFigures> runs = figures.whole(kind);
            RunFigures any = ComparisonFigures.any(runs);
            Spread accuracy = Spread.of(ComparisonFigures.accuracies(runs));
            WilsonInterval interval =
                    WilsonInterval.of(accuracy.mean() / 100, any.test().n());
            List<String> row = new ArrayList<>(
                    List.of(Wording.name(kind), Wording.count(any.parameters()), Wording.count(any.layerParameters())));
            figures.setting()
                    .seeds()
                    .forEach(seed -> row.add(
                            runs.containsKey(seed)
                                    ? Wording.percent(runs.get(seed).test().accuracy())
                                    : ""));
            row.add(Wording.format("%.2f %%", accuracy.mean()));
            row.add(Wording.format("%.2f to %.2f %%", 100 * interval.low(), 100 * interval.high()));
            row.add(Wording.format(
                    "%.3f",
                    Spread.of(ComparisonFigures.each(runs, one -> one.test().f1()))
                            .mean()));
            table.row(row.toArray(String[]::new));
        }
        return table;
    }

    private static String chart(ComparisonFigures figures) {
        List<Estimate> bars = ComparisonPlan.KINDS.stream()
                .map(kind -> Charts.accuracy(figures.whole(kind)))
                .toList();
        return new BarChart(
                        "Accuracy on the test reviews",
                        ComparisonPlan.KINDS.stream().map(Wording::name).toList(),
                        Axis.linear("accuracy (%)").showing(50, 90),
                        List.of(new BarChart.Bars("accuracy", bars)))
                .svg();
    }
}
