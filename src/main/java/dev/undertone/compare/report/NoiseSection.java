// SPDX-License-Identifier: Apache-2.0
package dev.undertone.compare.report;

import dev.undertone.compare.ComparisonFigures;
import dev.undertone.compare.ComparisonPlan;
import dev.undertone.compare.Noise;
import dev.undertone.compare.RunFigures;
import dev.undertone.report.Axis;
import dev.undertone.report.Estimate;
import dev.undertone.report.LineChart;
import dev.undertone.report.MarkdownTable;
import dev.undertone.report.Series;
import dev.undertone.train.plan.RecurrentLayer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What damaged texts do to the verdicts. */
final class NoiseSection {
    /** Robust is who keeps this share of the lead over guessing. */
    private static final double ROBUST = 0.9;

    private static final double TYPICAL_SHARE = 0.1;

    /** In points: a network whose lead over guessing is smaller has none to lose. */
    private static final double LEAST_LEAD = 5;

    private NoiseSection() {}

    static Section of(ComparisonFigures figures) {
        List<Answer> answers = new ArrayList<>();
        Map<String, String> charts = new LinkedHashMap<>();
        StringBuilder body = new StringBuilder(Wording.format(
                """
                Test reviews with words left out, or with words in which a letter is swapped with the next, left out, doubled or replaced;
                the networks were trained on reviews without damage, and all read the same damage. A network counts as robust if with
                %s of the words damaged it keeps %s of its lead over guessing (%s).
                """,
                Wording.share(typicalShare(figures)),
                Wording.share(ROBUST),
                Wording.percent(figures.setting().test().guessing())));
        for (Noise noise : Noise.values()) {
            String chart = "noise-" + noise + ".svg";
            answers.add(robust(figures, noise));
            answers.add(moreRobust(figures, noise));
            charts.put(chart, chart(figures, noise));
            body.append(Wording.format("\n![Accuracy with %s](%s)\n\n%s", noise.label(), chart, table(figures, noise)));
        }
        return new Section("Noise", "LSTMs are robust to noise in the text.", answers, body.toString(), charts);
    }

    private static Answer robust(ComparisonFigures figures, Noise noise) {
        double share = typicalShare(figures);
        SortedMap<Long, RunFigures> runs = figures.whole(RecurrentLayer.LSTM);
        boolean leads = leads(figures, runs);
        SortedMap<Long, Double> kept = kept(figures, runs, noise, share);
        boolean all = kept.values().stream().allMatch(one -> one >= ROBUST);
        boolean none = kept.values().stream().noneMatch(one -> one >= ROBUST);
        String lost = Spread.of(ComparisonFigures.each(runs, run -> lost(run, noise, share)))
                .text("%.2f");
        return new Answer(
                "LSTM is robust to " + noise.label(),
                !leads ? ClaimVerdict.OPEN : all ? ClaimVerdict.HOLDS : none ? ClaimVerdict.FAILS : ClaimVerdict.OPEN,
                leads ? "keeps " + percents(kept) : "no lead to lose",
                leads
                        ? Wording.format(
                                "With %s of the words %s it loses %s points and keeps %s of its lead over guessing.",
                                Wording.share(share), noise.participle(), lost, percents(kept))
                        : "It has next to no lead over guessing to lose.");
    }

    private static Answer moreRobust(ComparisonFigures figures, Noise noise) {
        List<Double> shares = shares(figures);
        double share = shares.get(shares.size() - 1);
        SortedMap<Long, RunFigures> lstm = figures.whole(RecurrentLayer.LSTM);
        SortedMap<Long, RunFigures> rnn = figures.whole(RecurrentLayer.RNN);
        String statement = "LSTM is more robust to " + noise.label() + " than RNN";
        if (!leads(figures, lstm) || !leads(figures, rnn)) {
            return new Answer(
                    statement,
                    ClaimVerdict.OPEN,
                    "no lead to lose",
                    "One of the two has next to no lead over guessing to lose, so what it keeps of it says nothing.");
        }
        SortedMap<Long, Double> keptByLstm = kept(figures, lstm, noise, share);
        SortedMap<Long, Double> keptByRnn = kept(figures, rnn, noise, share);
        double lead = rnn.values().stream()
                .mapToDouble(run -> lead(figures, run))
                .min()
                .orElseThrow();
        Difference difference =
                Difference.of(percent(keptByLstm), percent(keptByRnn), 100 * ComparisonFigures.chance(rnn) / lead);
        return new Answer(
                statement,
                difference.verdict(),
                difference.brief("points"),
                Wording.format(
                        "With %s of the words %s it keeps %s of its lead over guessing, RNN %s: %s.",
                        Wording.share(share),
                        noise.participle(),
                        percents(keptByLstm),
                        percents(keptByRnn),
                        difference.text("points")));
    }

    private static boolean leads(ComparisonFigures figures, SortedMap<Long, RunFigures> runs) {
        return runs.values().stream().allMatch(run -> lead(figures, run) >= LEAST_LEAD);
    }

    /** Over guessing, in points. */
    private static double lead(ComparisonFigures figures, RunFigures run) {
        return 100 * (run.test().accuracy() - figures.setting().test().guessing());
    }

    private static double lost(RunFigures run, Noise noise, double share) {
        return 100 * (run.test().accuracy() - accuracy(run, noise, share));
    }

    /** The share of the lead over guessing that is left, by seed. */
    private static SortedMap<Long, Double> kept(
            ComparisonFigures figures, SortedMap<Long, RunFigures> runs, Noise noise, double share) {
        return ComparisonFigures.each(runs, run -> 1 - lost(run, noise, share) / lead(figures, run));
    }

    private static SortedMap<Long, Double> percent(SortedMap<Long, Double> shares) {
        SortedMap<Long, Double> percent = new TreeMap<>();
        shares.forEach((seed, share) -> percent.put(seed, 100 * share));
        return percent;
    }

    private static String percents(SortedMap<Long, Double> shares) {
        return Spread.of(percent(shares)).text("%.1f %%");
    }

    private static double accuracy(RunFigures run, Noise noise, double share) {
        return share == 0
                ? run.test().accuracy()
                : run.noisy(noise, share).orElseThrow().accuracy();
    }

    private static List<Double> shares(ComparisonFigures figures) {
        return figures.any().noise().stream()
                .map(RunFigures.Noisy::share)
                .distinct()
                .sorted()
                .toList();
    }

    private static double typicalShare(ComparisonFigures figures) {
        return shares(figures).stream()
                .min(Comparator.comparingDouble(share -> Math.abs(share - TYPICAL_SHARE)))
                .orElseThrow();
    }

    private static List<Double> withNone(List<Double> shares) {
        List<Double> all = new ArrayList<>(List.of(0.0));
        all.addAll(shares);
        return all;
    }

    private static Spread spread(ComparisonFigures figures, RecurrentLayer kind, Noise noise, double share) {
        return Spread.of(ComparisonFigures.each(figures.whole(kind), run -> 100 * accuracy(run, noise, share)));
    }

    private static MarkdownTable table(ComparisonFigures figures, Noise noise) {
        MarkdownTable table = new MarkdownTable("words " + noise.participle(), "RNN", "LSTM", "BiLSTM");
        for (double share : withNone(shares(figures))) {
            List<String> row = new ArrayList<>(List.of(share == 0 ? "none" : Wording.share(share)));
            ComparisonPlan.KINDS.forEach(
                    kind -> row.add(spread(figures, kind, noise, share).text("%.2f %%")));
            table.row(row.toArray(String[]::new));
        }
        return table;
    }

    private static String chart(ComparisonFigures figures, Noise noise) {
        return new LineChart(
                        "Accuracy with " + noise.label(),
                        Axis.linear("words " + noise.participle() + " (%)").showing(0, 20),
                        Axis.linear("accuracy (%)"),
                        Charts.lines(kind -> withNone(shares(figures)).stream()
                                .map(share -> new Series.Point(100 * share, estimate(figures, kind, noise, share)))
                                .toList()))
                .svg();
    }

    private static Estimate estimate(ComparisonFigures figures, RecurrentLayer kind, Noise noise, double share) {
        return Charts.accuracy(
                spread(figures, kind, noise, share),
                ComparisonFigures.any(figures.whole(kind)).test().n());
    }
}
