// SPDX-License-Identifier: Apache-2.0
package dev.undertone.compare.report;

import dev.undertone.compare.ComparisonFigures;
import dev.undertone.compare.ComparisonPlan;
import dev.undertone.compare.RunFigures;
import dev.undertone.report.Axis;
import dev.undertone.report.Estimate;
import dev.undertone.report.LineChart;
import dev.undertone.report.MarkdownTable;
import dev.undertone.report.Series;
import dev.undertone.train.plan.RecurrentLayer;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** What is left of a gradient when it arrives at a review's first token. */
final class GradientSection {
    /** A gradient that shrinks to less than this share counts as vanished. */
    private static final double VANISHED = 0.01;

    /**
     * Smaller norms are drawn here: next to what moves any weight they are nothing, and zero has no place on the axis.
     */
    private static final double DRAWN_AT_LEAST = 1e-30;

    private static final String BEFORE_CHART = "gradient-before.svg";
    private static final String AFTER_CHART = "gradient-after.svg";

    /** A line of the charts and a column of the table: a network, and the way through it. */
    private record Path(RecurrentLayer kind, boolean forwardOnly) {
        String name() {
            return Wording.name(kind)
                    + (kind.directions() == 1 ? "" : forwardOnly ? ", forward layer" : ", both layers");
        }
    }

    private static final List<Path> PATHS = List.of(
            new Path(RecurrentLayer.RNN, true),
            new Path(RecurrentLayer.LSTM, true),
            new Path(RecurrentLayer.BILSTM, true),
            new Path(RecurrentLayer.BILSTM, false));

    private GradientSection() {}

    static Section of(ComparisonFigures figures) {
        List<Integer> tokens = tokens(figures);
        String pooling = figures.setting().choices().getOrDefault("pooling", "");
        String travel = pooling.equals("last")
                ? "The logit sees the state after the last token alone, so that the gradient has to travel the whole length."
                : "With the pooling '" + pooling
                        + "' the logit sees every state, so that the gradient has shortcuts: this is no"
                        + " test of memory.";
        Map<String, String> charts = new LinkedHashMap<>();
        charts.put(BEFORE_CHART, chart(figures, false));
        charts.put(AFTER_CHART, chart(figures, true));
        String body = Wording.format(
                """
                Norm of the gradient of the logit with respect to the vector of the first token read, as the median over %s long test
                reviews of which the last tokens are read: the same reviews at every length. %s A gradient counts as vanished if at %d
                tokens less than %s of what it is at %d is left. To the layer of a BiLSTM that reads backward the first token is the last
                one, so its forward layer is measured alone as well; through both layers %s of the trained network's gradient is left.
                How weights are drawn decides much of what there is before training: recurrent weights start orthogonal, which keeps the
                norm of a gradient, and an LSTM's forget gate starts at sigmoid(1) = 0.73, which shrinks it by as much at every token.

                ![Gradient before training](%s)

                ![Gradient after training](%s)

                Norms below %s are drawn there. Medians of the seeds' medians, before training:

                %s
                After training:

                %s""",
                Wording.count(reviews(figures)),
                travel,
                tokens.get(tokens.size() - 1),
                Wording.share(VANISHED),
                tokens.get(0),
                shares(left(figures, RecurrentLayer.BILSTM, false, true)),
                BEFORE_CHART,
                AFTER_CHART,
                Wording.norm(DRAWN_AT_LEAST),
                table(figures, false),
                table(figures, true));
        return new Section(
                "Vanishing gradients",
                "The gradient of a plain RNN vanishes over long texts, that of an LSTM does not.",
                List.of(
                        vanishes(figures, RecurrentLayer.RNN, true, "The gradient of RNN vanishes"),
                        vanishes(figures, RecurrentLayer.LSTM, false, "The gradient of LSTM does not vanish")),
                body,
                charts);
    }

    private static Answer vanishes(ComparisonFigures figures, RecurrentLayer kind, boolean expected, String statement) {
        SortedMap<Long, Double> after = left(figures, kind, true, true);
        SortedMap<Long, Double> before = left(figures, kind, true, false);
        boolean all = after.values().stream().allMatch(share -> share < VANISHED);
        boolean none = after.values().stream().noneMatch(share -> share < VANISHED);
        ClaimVerdict verdict =
                all == none ? ClaimVerdict.OPEN : all == expected ? ClaimVerdict.HOLDS : ClaimVerdict.FAILS;
        List<Integer> tokens = tokens(figures);
        return new Answer(
                statement,
                verdict,
                shares(after) + " of it is left",
                Wording.format(
                        "From %d to %d tokens the trained network's falls to %s of itself%s; before training, to %s.",
                        tokens.get(0),
                        tokens.get(tokens.size() - 1),
                        shares(after),
                        all == none ? ", where the seeds disagree" : "",
                        shares(before)));
    }

    private static String shares(SortedMap<Long, Double> left) {
        Spread spread = Spread.of(left);
        return spread.least() == spread.most()
                ? Wording.norm(spread.mean())
                : Wording.norm(spread.least()) + " to " + Wording.norm(spread.most());
    }

    /** What is left at the longest of the norm at the shortest, by seed. */
    private static SortedMap<Long, Double> left(
            ComparisonFigures figures, RecurrentLayer kind, boolean forwardOnly, boolean trained) {
        List<Integer> tokens = tokens(figures);
        return ComparisonFigures.each(figures.whole(kind), run -> {
            double near = norm(run, forwardOnly, trained, tokens.get(0));
            return near == 0 ? 0 : norm(run, forwardOnly, trained, tokens.get(tokens.size() - 1)) / near;
        });
    }

    private static double norm(RunFigures run, boolean forwardOnly, boolean trained, int tokens) {
        return run.gradients().stream()
                .filter(one -> one.forwardOnly() == forwardOnly && one.trained() == trained && one.tokens() == tokens)
                .findFirst()
                .orElseThrow()
                .median();
    }

    private static List<Double> norms(ComparisonFigures figures, Path path, boolean trained, int tokens) {
        return figures.whole(path.kind()).values().stream()
                .map(run -> norm(run, path.forwardOnly(), trained, tokens))
                .sorted()
                .toList();
    }

    private static List<Integer> tokens(ComparisonFigures figures) {
        return figures.any().gradients().stream()
                .map(RunFigures.Gradient::tokens)
                .distinct()
                .sorted()
                .toList();
    }

    private static int reviews(ComparisonFigures figures) {
        return figures.any().gradients().get(0).reviews();
    }

    private static MarkdownTable table(ComparisonFigures figures, boolean trained) {
        List<String> header = new ArrayList<>(List.of("tokens"));
        PATHS.forEach(path -> header.add(path.name()));
        MarkdownTable table = new MarkdownTable(header.toArray(String[]::new));
        for (int tokens : tokens(figures)) {
            List<String> row = new ArrayList<>(List.of(Wording.count(tokens)));
            for (Path path : PATHS) {
                row.add(Wording.norm(middle(norms(figures, path, trained, tokens))));
            }
            table.row(row.toArray(String[]::new));
        }
        return table;
    }

    private static String chart(ComparisonFigures figures, boolean trained) {
        List<Series> lines = PATHS.stream()
                .map(path -> new Series(
                        path.name(),
                        tokens(figures).stream()
                                .map(tokens ->
                                        new Series.Point(tokens, estimate(norms(figures, path, trained, tokens))))
                                .toList()))
                .toList();
        return new LineChart(
                        "Gradient at the first token, " + (trained ? "after training" : "before training"),
                        Axis.linear("tokens from the first to the last").showing(0, 100),
                        axis(figures),
                        lines)
                .svg();
    }

    /** The same for both charts, so that they can be compared at a glance. */
    private static Axis axis(ComparisonFigures figures) {
        DoubleSummaryStatistics norms = ComparisonPlan.KINDS.stream()
                .flatMap(kind -> figures.whole(kind).values().stream())
                .flatMap(run -> run.gradients().stream())
                .mapToDouble(gradient -> drawn(gradient.median()))
                .summaryStatistics();
        return Axis.logarithmic("norm of the gradient").showing(norms.getMin(), norms.getMax());
    }

    private static Estimate estimate(List<Double> sorted) {
        return new Estimate(drawn(middle(sorted)), drawn(sorted.get(0)), drawn(sorted.get(sorted.size() - 1)));
    }

    private static double drawn(double norm) {
        return Math.max(norm, DRAWN_AT_LEAST);
    }

    /** The median: norms of different seeds differ by powers of ten, of which a mean shows the largest alone. */
    private static double middle(List<Double> sorted) {
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : Math.sqrt(sorted.get(half - 1) * sorted.get(half));
    }
}
