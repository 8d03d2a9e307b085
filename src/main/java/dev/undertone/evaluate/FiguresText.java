// SPDX-License-Identifier: Apache-2.0
package dev.undertone.evaluate;

import dev.undertone.evaluate.behaviour.BehaviourFigures;
import dev.undertone.evaluate.behaviour.CaseVerdict;
import dev.undertone.report.MarkdownTable;
import dev.undertone.review.Label;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Figures as Markdown: what {@code evaluate} prints, and, word for word, what the model card holds. */
public final class FiguresText {
    private static final int WORST_BINS = 3;

    /** Below it, a category is one where the model fails. */
    private static final double PASSING = 0.9;

    private final StringBuilder text = new StringBuilder();

    private FiguresText() {}

    /**
     * The figures on labelled reviews.
     *
     * @param data the name of the reviews
     * @param diagram a file with the reliability diagram
     */
    public static String of(DataFigures figures, String data, Optional<String> diagram) {
        FiguresText section = new FiguresText();
        section.accuracy(figures.evaluation(), data);
        section.balanced(figures.balancedAccuracy());
        section.calibration(figures.reliability(), diagram);
        section.neutralBands(figures.neutralBands());
        section.lengths(figures.lengths());
        return section.text.toString();
    }

    /** The figures on labelled reviews some of which are neutral. */
    public static String of(ThreeWayFigures figures) {
        FiguresText section = new FiguresText();
        section.threeWay(figures);
        return section.text.toString();
    }

    /** The figures of a behaviour suite. @param withFailures whether to name the cases that failed */
    public static String of(BehaviourFigures figures, boolean withFailures) {
        FiguresText section = new FiguresText();
        section.behaviour(figures);
        if (withFailures) {
            section.failures(figures.failures());
        }
        return section.text.toString();
    }

    public static String of(Footprint footprint) {
        FiguresText section = new FiguresText();
        section.footprint(footprint);
        return section.text.toString();
    }

    private void accuracy(Evaluation evaluation, String data) {
        heading("Accuracy");
        table(new MarkdownTable("reviews", "n", "accuracy", "95 % interval", "F1", "calibration error", "log loss")
                .row(
                        data,
                        count(evaluation.n()),
                        percent(evaluation.accuracy()),
                        format("%.2f to %.2f %%", 100 * evaluation.accuracyLow(), 100 * evaluation.accuracyHigh()),
                        format("%.4f", evaluation.f1()),
                        format("%.4f", evaluation.ece()),
                        format("%.4f", evaluation.logLoss())));
        Confusion confusion = evaluation.confusion();
        table(new MarkdownTable("", "called positive", "called negative")
                .row("positive", count(confusion.truePositive()), count(confusion.falseNegative()))
                .row("negative", count(confusion.falsePositive()), count(confusion.trueNegative())));
    }

    private void balanced(Optional<BalancedAccuracy> accuracy) {
        accuracy.ifPresent(balanced -> line(
                "Balanced accuracy %.2f %%, 95 %% interval %.2f to %.2f %%.\n",
                100 * balanced.value(), 100 * balanced.low(), 100 * balanced.high()));
    }

    private void threeWay(ThreeWayFigures figures) {
        heading("Negative, neutral, positive");
        line("Over %,d reviews, those that are neutral among them.\n", figures.n());
        MarkdownTable table = new MarkdownTable(
                "neutral",
                "macro-F1",
                "average recall",
                "accuracy",
                "calibration error of negative",
                "of neutral",
                "of positive");
        String band = format("neutral.band=%.3f", figures.bestBand().width());
        figures.learned().ifPresent(learned -> row(table, "learned", learned));
        row(table, band, figures.bestBand().evaluation());
        table(table);
        figures.learned().ifPresent(learned -> confusion("learned", learned.confusion()));
        confusion(band, figures.bestBand().evaluation().confusion());
        line("That neutral.band is the one that does best on these very reviews, with nothing learned of neutral.\n");
    }

    private static void row(MarkdownTable table, String name, ThreeWayEvaluation evaluation) {
        table.row(
                name,
                format("%.4f", evaluation.macroF1()),
                format("%.4f", evaluation.averageRecall()),
                percent(evaluation.accuracy()),
                format("%.4f", evaluation.ece().negative()),
                format("%.4f", evaluation.ece().neutral()),
                format("%.4f", evaluation.ece().positive()));
    }

    private void confusion(String name, ThreeWayConfusion confusion) {
        MarkdownTable table = new MarkdownTable(name, "called negative", "called neutral", "called positive");
        for (Label truth : Label.values()) {
            ThreeWayConfusion.Row row = confusion.of(truth);
            table.row(truth.text(), count(row.negative()), count(row.neutral()), count(row.positive()));
        }
        table(table);
    }

    private void calibration(Reliability reliability, Optional<String> diagram) {
        heading("Calibration");
        diagram.ifPresent(file -> line("![Accuracy against confidence](%s)\n", file));
        MarkdownTable table = new MarkdownTable("confidence", "n", "mean confidence", "accuracy", "difference");
        reliability
                .bins()
                .forEach(bin -> table.row(
                        range(bin),
                        count(bin.n()),
                        percent(bin.confidence()),
                        percent(bin.accuracy()),
                        format("%+.2f", 100 * bin.gap())));
        table(table);
        line(
                "Most of the calibration error comes from confidences %s.\n",
                reliability.worst(WORST_BINS).stream().map(FiguresText::range).collect(Collectors.joining(", ")));
    }

    private void neutralBands(List<NeutralBand> bands) {
        heading("With a neutral band");
        MarkdownTable table = new MarkdownTable("neutral.band", "neutral", "accuracy on the rest");
        bands.forEach(band ->
                table.row(format("%.2f", band.width()), percent(band.withoutVerdict()), percent(band.accuracy())));
        table(table);
    }

    private void lengths(List<LengthGroup> groups) {
        heading("By length");
        MarkdownTable table = new MarkdownTable("tokens", "n", "accuracy");
        groups.forEach(group -> table.row(group.tokens(), count(group.n()), percent(group.accuracy())));
        table(table);
    }

    private void behaviour(BehaviourFigures figures) {
        heading("Behaviour");
        MarkdownTable table = new MarkdownTable("category", "n", "passed");
        figures.categories().forEach(category -> row(table, category));
        row(table, figures.total());
        table(table);
        String failing = figures.categories().stream()
                .filter(category -> category.passRate() < PASSING)
                .map(BehaviourFigures.Category::name)
                .collect(Collectors.joining(", "));
        if (!failing.isEmpty()) {
            line("It fails more than one case in ten of: %s.\n", failing);
        }
    }

    private void failures(List<BehaviourFigures.Result> failures) {
        heading("Cases that failed");
        MarkdownTable table =
                new MarkdownTable("category", "expected", "called", "score", "text", "partner", "its score");
        failures.forEach(result -> table.row(
                result.test().category(),
                result.test().expectation().text(),
                result.verdict().map(verdict -> verdict.label().text()).orElse(""),
                score(result.verdict()),
                cell(result.test().text()),
                cell(result.test().partner().orElse("")),
                score(result.partner())));
        table(table);
    }

    private void footprint(Footprint footprint) {
        heading("Size and speed");
        line("%.1f MB on disk.", footprint.bytes() / 1e6);
        footprint
                .reviewsPerCoreSecond()
                .ifPresent(rate -> line(
                        "%,.0f reviews a second and core: tokenized and scored, in processor time, warm-up included.",
                        rate));
        line("");
    }

    private static void row(MarkdownTable table, BehaviourFigures.Category category) {
        table.row(category.name(), count(category.n()), percent(category.passRate()));
    }

    private static String score(Optional<CaseVerdict> verdict) {
        return verdict.map(said -> format("%+.3f", said.score())).orElse("");
    }

    private static String cell(String content) {
        return content.replace("|", "\\|");
    }

    private static String range(Reliability.Bin bin) {
        return format("%.2f to %.2f", bin.from(), bin.to());
    }

    private static String percent(double share) {
        return format("%.2f %%", 100 * share);
    }

    private static String count(long n) {
        return format("%,d", n);
    }

    private static String format(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }

    private void heading(String title) {
        line("### %s\n", title);
    }

    private void table(MarkdownTable table) {
        text.append(table).append('\n');
    }

    private void line(String format, Object... arguments) {
        text.append(format(format, arguments)).append('\n');
    }
}
