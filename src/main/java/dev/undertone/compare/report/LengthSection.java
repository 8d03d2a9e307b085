// SPDX-License-Identifier: Apache-2.0
package dev.undertone.compare.report;

import dev.undertone.compare.ComparisonFigures;
import dev.undertone.compare.ComparisonPlan;
import dev.undertone.compare.RunFigures;
import dev.undertone.evaluate.LengthGroup;
import dev.undertone.report.Axis;
import dev.undertone.report.BarChart;
import dev.undertone.report.Estimate;
import dev.undertone.report.MarkdownTable;
import dev.undertone.train.plan.RecurrentLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.ToDoubleBiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether an LSTM is ahead where reviews are long. */
final class LengthSection {
    private static final String CHART = "length.svg";
    /** Of fewer reviews a bar would show chance. */
    private static final int LEAST_CHARTED = 50;

    private static final Pattern RANGE = Pattern.compile("(\\d+) to (\\d+)");

    private LengthSection() {}

    static Section of(ComparisonFigures figures) {
        String body = Wording.format("""
                Test reviews by the tokens read of them: of longer reviews, the first quarter of %1$d tokens and the last three. The
                answers compare the longest third of the reviews with the shortest.

                ![Accuracy by length](%2$s)

                %3$s
                %4$s""", figures.setting().tokenLimit(), CHART, thirds(figures), groups(figures));
        return new Section(
                "Long reviews",
                "An LSTM has a long memory, which a plain RNN has not, so it is better on long reviews.",
                List.of(ahead(figures), lead(figures)),
                body,
                Map.of(CHART, chart(figures)));
    }

    private static Answer ahead(ComparisonFigures figures) {
        RunFigures.Third longest = longest(figures.any());
        Difference difference = onLong(figures);
        return new Answer(
                "LSTM is more accurate than RNN on long reviews",
                difference.verdict(),
                difference.brief("points"),
                Wording.format(
                        "On the %s reviews of %d to %d tokens: %s.",
                        Wording.count(longest.n()), longest.shortest(), longest.longest(), difference.text("points")));
    }

    private static Answer lead(ComparisonFigures figures) {
        Difference onShort = difference(
                figures,
                (lstm, rnn) -> 100 * (shortest(lstm).accuracy() - shortest(rnn).accuracy()),
                1);
        Difference more = difference(
                figures,
                (lstm, rnn) -> 100
                        * (longest(lstm).accuracy()
                                - longest(rnn).accuracy()
                                - shortest(lstm).accuracy()
                                + shortest(rnn).accuracy()),
                Math.sqrt(2));
        return new Answer(
                "LSTM's lead over RNN is larger on long reviews than on short ones",
                more.verdict(),
                more.brief("points"),
                Wording.format(
                        "The lead is %+.2f points on the longest third and %+.2f on the shortest: %s.",
                        onLong(figures).mean(), onShort.mean(), more.text("points")));
    }

    private static Difference onLong(ComparisonFigures figures) {
        return difference(
                figures,
                (lstm, rnn) -> 100 * (longest(lstm).accuracy() - longest(rnn).accuracy()),
                1);
    }

    /** @param errors how much larger the error of chance is than that of one accuracy on a third */
    private static Difference difference(
            ComparisonFigures figures, ToDoubleBiFunction<RunFigures, RunFigures> of, double errors) {
        SortedMap<Long, RunFigures> lstm = figures.whole(RecurrentLayer.LSTM);
        SortedMap<Long, RunFigures> rnn = figures.whole(RecurrentLayer.RNN);
        RunFigures.Third third = longest(figures.any());
        List<Double> bySeed = lstm.keySet().stream()
                .filter(rnn::containsKey)
                .map(seed -> of.applyAsDouble(lstm.get(seed), rnn.get(seed)))
                .toList();
        return new Difference(bySeed, errors * ComparisonFigures.chance(third.accuracy(), third.n()));
    }

    private static RunFigures.Third shortest(RunFigures run) {
        return run.thirds().get(0);
    }

    private static RunFigures.Third longest(RunFigures run) {
        return run.thirds().get(run.thirds().size() - 1);
    }

    private static MarkdownTable thirds(ComparisonFigures figures) {
        MarkdownTable table = new MarkdownTable("third", "tokens", "n", "RNN", "LSTM", "BiLSTM");
        List<RunFigures.Third> thirds = figures.any().thirds();
        for (int i = 0; i < thirds.size(); i++) {
            int at = i;
            List<String> row = new ArrayList<>(List.of(
                    i == 0 ? "shortest" : i == thirds.size() - 1 ? "longest" : "middle",
                    thirds.get(i).shortest() + " to " + thirds.get(i).longest(),
                    Wording.count(thirds.get(i).n())));
            for (RecurrentLayer kind : ComparisonPlan.KINDS) {
                row.add(Spread.of(ComparisonFigures.each(
                                figures.whole(kind),
                                run -> 100 * run.thirds().get(at).accuracy()))
                        .text("%.2f %%"));
            }
            table.row(row.toArray(String[]::new));
        }
        return table;
    }

    private static MarkdownTable groups(ComparisonFigures figures) {
        MarkdownTable table = new MarkdownTable("tokens", "n", "RNN", "LSTM", "BiLSTM");
        for (LengthGroup group : figures.any().lengths()) {
            List<String> row =
                    new ArrayList<>(List.of(tokens(group, figures.setting().tokenLimit()), Wording.count(group.n())));
            for (RecurrentLayer kind : ComparisonPlan.KINDS) {
                row.add(spread(figures, kind, group).text("%.2f %%"));
            }
            table.row(row.toArray(String[]::new));
        }
        return table;
    }

    private static String chart(ComparisonFigures figures) {
        List<LengthGroup> all = figures.any().lengths();
        List<LengthGroup> large =
                all.stream().filter(group -> group.n() >= LEAST_CHARTED).toList();
        List<LengthGroup> groups = large.isEmpty() ? all : large;
        return new BarChart(
                        "Accuracy by length of the review",
                        groups.stream()
                                .map(group -> tokens(group, figures.setting().tokenLimit()) + " tokens")
                                .toList(),
                        Axis.linear("accuracy (%)").showing(50, 90),
                        Charts.bars(kind -> groups.stream()
                                .map(group -> estimate(figures, kind, group))
                                .toList()))
                .svg();
    }

    private static Estimate estimate(ComparisonFigures figures, RecurrentLayer kind, LengthGroup group) {
        return Charts.accuracy(spread(figures, kind, group), group.n());
    }

    private static Spread spread(ComparisonFigures figures, RecurrentLayer kind, LengthGroup group) {
        return Spread.of(ComparisonFigures.each(
                figures.whole(kind),
                run -> 100
                        * run.lengths().stream()
                                .filter(one -> one.tokens().equals(group.tokens()))
                                .findFirst()
                                .orElseThrow()
                                .accuracy()));
    }

    /** A group's name, its end no higher than what is read. */
    private static String tokens(LengthGroup group, int tokenLimit) {
        if (group.tokens().equals(LengthGroup.TRUNCATED)) {
            return "over " + tokenLimit;
        }
        Matcher range = RANGE.matcher(group.tokens());
        return range.matches() && Integer.parseInt(range.group(2)) > tokenLimit
                ? range.group(1) + " to " + tokenLimit
                : group.tokens();
    }
}
