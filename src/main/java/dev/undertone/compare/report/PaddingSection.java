// SPDX-License-Identifier: Apache-2.0
package dev.undertone.compare.report;

import dev.undertone.compare.ComparisonFigures;
import dev.undertone.compare.ComparisonPlan;
import dev.undertone.compare.Padding;
import dev.undertone.compare.RunFigures;
import dev.undertone.report.Axis;
import dev.undertone.report.BarChart;
import dev.undertone.report.Estimate;
import dev.undertone.report.MarkdownTable;
import dev.undertone.train.plan.RecurrentLayer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reviews as long as they are against reviews all of one length. */
final class PaddingSection {
    private static final String ACCURACY_CHART = "padding-accuracy.svg";
    private static final String COST_CHART = "padding-cost.svg";

    private PaddingSection() {}

    static Section of(ComparisonFigures figures) {
        List<Answer> answers = new ArrayList<>();
        ComparisonPlan.PADDED_KINDS.forEach(kind -> answers.add(accuracy(figures, kind)));
        ComparisonPlan.PADDED_KINDS.forEach(kind -> answers.add(cost(figures, kind)));
        Map<String, String> charts = new LinkedHashMap<>();
        charts.put(ACCURACY_CHART, accuracyChart(figures));
        charts.put(COST_CHART, costChart(figures));
        String body = Wording.format(
                """
                With fixed padding every review is filled to %d tokens with zeros in front, which the network reads, as Keras'
                `pad_sequences` does by default. With variable lengths nothing but the review is read; batches hold reviews of like lengths.
                Compared are the runs that were made both ways, with %s.

                ![Accuracy with either](%s)

                ![Processor time with either](%s)

                %s""",
                figures.setting().tokenLimit(),
                Wording.seeds(fixed(figures, RecurrentLayer.BILSTM).keySet()),
                ACCURACY_CHART,
                COST_CHART,
                table(figures));
        return new Section(
                "Variable lengths",
                "Recurrent networks handle inputs of any length; nothing has to be padded to one.",
                answers,
                body,
                charts);
    }

    private static Answer accuracy(ComparisonFigures figures, RecurrentLayer kind) {
        SortedMap<Long, RunFigures> variable = variable(figures, kind);
        Difference difference = Difference.of(
                ComparisonFigures.accuracies(variable),
                ComparisonFigures.accuracies(fixed(figures, kind)),
                ComparisonFigures.chance(variable));
        // Variable lengths need not be better, only not worse by more than chance.
        ClaimVerdict verdict =
                Math.abs(difference.mean()) <= difference.chance() ? ClaimVerdict.HOLDS : difference.verdict();
        return new Answer(
                Wording.name(kind) + " is no less accurate with variable lengths",
                verdict,
                difference.brief("points"),
                Wording.format(
                        "%s against %s with fixed padding: %s.",
                        Spread.of(ComparisonFigures.accuracies(variable)).text("%.2f %%"),
                        Spread.of(ComparisonFigures.accuracies(fixed(figures, kind)))
                                .text("%.2f %%"),
                        difference.text("points")));
    }

    private static Answer cost(ComparisonFigures figures, RecurrentLayer kind) {
        RunCosts variable = RunCosts.of(variable(figures, kind));
        RunCosts fixed = RunCosts.of(fixed(figures, kind));
        double training = fixed.training().mean() / variable.training().mean();
        double scoring = fixed.scoring().mean() / variable.scoring().mean();
        ClaimVerdict verdict = Math.min(training, scoring) > 1 + RunCosts.TELLING
                ? ClaimVerdict.HOLDS
                : Math.max(training, scoring) < 1 - RunCosts.TELLING ? ClaimVerdict.FAILS : ClaimVerdict.OPEN;
        return new Answer(
                Wording.name(kind) + " is cheaper with variable lengths",
                verdict,
                Wording.format("fixed takes %.2f and %.2f times as long", training, scoring),
                Wording.format(
                        "Fixed padding takes %.2f times the processor time in training and %.2f times in scoring.",
                        training, scoring));
    }

    /** The runs of the seeds that were trained with fixed padding too. */
    private static SortedMap<Long, RunFigures> variable(ComparisonFigures figures, RecurrentLayer kind) {
        SortedMap<Long, RunFigures> runs = figures.whole(kind);
        runs.keySet().retainAll(fixed(figures, kind).keySet());
        return runs;
    }

    private static SortedMap<Long, RunFigures> fixed(ComparisonFigures figures, RecurrentLayer kind) {
        return figures.of(kind, figures.largestSize(), Padding.FIXED);
    }

    private static MarkdownTable table(ComparisonFigures figures) {
        MarkdownTable table =
                new MarkdownTable("network", "lengths", "accuracy", "training (µs a review)", "scoring (µs a review)");
        for (RecurrentLayer kind : ComparisonPlan.PADDED_KINDS) {
            row(table, Wording.name(kind), "variable", variable(figures, kind));
            row(table, Wording.name(kind), "fixed", fixed(figures, kind));
        }
        return table;
    }

    private static void row(MarkdownTable table, String name, String lengths, SortedMap<Long, RunFigures> runs) {
        RunCosts costs = RunCosts.of(runs);
        table.row(
                name,
                lengths,
                Spread.of(ComparisonFigures.accuracies(runs)).text("%.2f %%"),
                costs.training().text("%,.0f"),
                costs.scoring().text("%,.0f"));
    }

    private static String accuracyChart(ComparisonFigures figures) {
        return new BarChart(
                        "Accuracy with variable lengths and with fixed padding",
                        ComparisonPlan.PADDED_KINDS.stream().map(Wording::name).toList(),
                        Axis.linear("accuracy (%)").showing(50, 90),
                        List.of(
                                bars("variable lengths", kind -> Stream.of(Charts.accuracy(variable(figures, kind)))),
                                bars("fixed padding", kind -> Stream.of(Charts.accuracy(fixed(figures, kind))))))
                .svg();
    }

    private static String costChart(ComparisonFigures figures) {
        List<String> groups = ComparisonPlan.PADDED_KINDS.stream()
                .flatMap(kind -> Stream.of(Wording.name(kind) + ", training", Wording.name(kind) + ", scoring"))
                .toList();
        return new BarChart(
                        "Processor time with variable lengths and with fixed padding",
                        groups,
                        Axis.linear("processor time (µs a review)"),
                        List.of(
                                bars("variable lengths", kind -> costs(variable(figures, kind))),
                                bars("fixed padding", kind -> costs(fixed(figures, kind)))))
                .svg();
    }

    private static Stream<Estimate> costs(SortedMap<Long, RunFigures> runs) {
        RunCosts costs = RunCosts.of(runs);
        return Stream.of(costs.training().estimate(), costs.scoring().estimate());
    }

    private static BarChart.Bars bars(String name, Function<RecurrentLayer, Stream<Estimate>> values) {
        return new BarChart.Bars(
                name, ComparisonPlan.PADDED_KINDS.stream().flatMap(values).toList());
    }
}
