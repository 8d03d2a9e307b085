// SPDX-License-Identifier: Apache-2.0
package dev.undertone.compare.report;

import dev.undertone.compare.ComparisonFigures;
import dev.undertone.compare.ComparisonPlan;
import dev.undertone.compare.RunFigures;
import dev.undertone.report.Axis;
import dev.undertone.report.BarChart;
import dev.undertone.report.MarkdownTable;
import dev.undertone.train.plan.RecurrentLayer;
import java.util.List;
import java.util.Map;

/** What the gates cost. */
final class CostSection {
    private static final String CHART = "cost.svg";

    private CostSection() {}

    static Section of(ComparisonFigures figures) {
        String body = Wording.format("""
                Processor time of one thread. Training is the median pass over the training reviews, without what chooses the epoch; scoring is
                ONNX Runtime on the test reviews, in batches of like lengths as in the service, tokenizing not included. Times that differ
                by less than %s count as alike. On a machine that does other things as well, processor time grows too: caches are shared.

                ![Processor time](%s)

                %s""", Wording.share(RunCosts.TELLING), CHART, table(figures));
        return new Section(
                "Cost of the gates",
                "The gates of an LSTM cost more computing than a plain RNN.",
                List.of(dearer(figures, true), dearer(figures, false)),
                body,
                Map.of(CHART, chart(figures)));
    }

    private static Answer dearer(ComparisonFigures figures, boolean training) {
        double rnn = cost(figures, RecurrentLayer.RNN, training).mean();
        double lstm = cost(figures, RecurrentLayer.LSTM, training).mean() / rnn;
        double bilstm = cost(figures, RecurrentLayer.BILSTM, training).mean() / rnn;
        return new Answer(
                "LSTM costs more than RNN in " + (training ? "training" : "scoring"),
                lstm > 1 + RunCosts.TELLING
                        ? ClaimVerdict.HOLDS
                        : lstm < 1 - RunCosts.TELLING ? ClaimVerdict.FAILS : ClaimVerdict.OPEN,
                Wording.format("%.1f times", lstm),
                Wording.format("LSTM takes %.1f times the processor time of RNN, BiLSTM %.1f times.", lstm, bilstm));
    }

    private static Spread cost(ComparisonFigures figures, RecurrentLayer kind, boolean training) {
        RunCosts costs = RunCosts.of(figures.whole(kind));
        return training ? costs.training() : costs.scoring();
    }

    private static MarkdownTable table(ComparisonFigures figures) {
        MarkdownTable table = new MarkdownTable(
                "network",
                "recurrent parameters",
                "training (µs a review)",
                "one pass (s)",
                "scoring (µs a review)",
                "reviews a second and core");
        for (RecurrentLayer kind : ComparisonPlan.KINDS) {
            Map<Long, RunFigures> runs = figures.whole(kind);
            RunFigures any = ComparisonFigures.any(runs);
            RunCosts costs = RunCosts.of(runs);
            table.row(
                    Wording.name(kind),
                    Wording.count(any.layerParameters()),
                    costs.training().text("%,.0f"),
                    Wording.format("%,.1f", costs.training().mean() * any.learned() / 1e6),
                    costs.scoring().text("%,.0f"),
                    Spread.of(ComparisonFigures.each(runs, run -> run.scoring().reviewsPerCoreSecond()))
                            .text("%,.0f"));
        }
        return table;
    }

    private static String chart(ComparisonFigures figures) {
        return new BarChart(
                        "Processor time of training and scoring",
                        List.of("training", "scoring"),
                        Axis.linear("processor time (µs a review)"),
                        Charts.bars(kind -> List.of(
                                cost(figures, kind, true).estimate(),
                                cost(figures, kind, false).estimate())))
                .svg();
    }
}
