// SPDX-License-Identifier: Apache-2.0
package dev.undertone.compare.report;

import dev.undertone.compare.ComparisonFigures;
import dev.undertone.compare.ComparisonSetup;
import dev.undertone.compare.RunFigures;
import dev.undertone.report.MarkdownTable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A comparison for people to read. The same figures give the same text and charts.
 *
 * @param markdown the text; it names the charts as files beside it
 * @param charts SVG by file name
 */
public record ComparisonReport(String markdown, Map<String, String> charts) {
    public ComparisonReport {
        charts = Collections.unmodifiableMap(new LinkedHashMap<>(charts));
    }

    /** Text and charts of {@code figures}; every verdict in it is computed from them. */
    public static ComparisonReport of(ComparisonFigures figures) {
        List<Section> sections = List.of(
                AccuracySection.of(figures),
                LengthSection.of(figures),
                NoiseSection.of(figures),
                GradientSection.of(figures),
                PaddingSection.of(figures),
                CostSection.of(figures),
                GrowthSection.of(figures));
        StringBuilder text = new StringBuilder();
        Map<String, String> charts = new LinkedHashMap<>();
        text.append("# RNN, LSTM and BiLSTM compared\n\n").append(compared(figures));
        text.append("\n## Answers\n\n").append(summary(sections));
        text.append('\n').append(howToRead(figures));
        for (int i = 0; i < sections.size(); i++) {
            text.append('\n').append(text(i + 1, sections.get(i)));
            charts.putAll(sections.get(i).charts());
        }
        text.append('\n').append(limits(figures)).append('\n').append(conditions(figures));
        return new ComparisonReport(text.toString(), charts);
    }

    private static String compared(ComparisonFigures figures) {
        ComparisonSetup setting = figures.setting();
        long runs = figures.runs().size();
        return Wording.format(
                """
                Three networks that differ in their recurrent layer alone, trained by the recipe `%s` on %s (%s reviews, %s of them positive)
                and measured on %s (%s reviews, %s positive) that took part in no choice: %s trainings of %s, with %s.
                """,
                setting.recipe(),
                setting.training().name(),
                Wording.count(setting.training().size()),
                Wording.count(setting.training().positive()),
                setting.test().name(),
                Wording.count(setting.test().size()),
                Wording.count(setting.test().positive()),
                Wording.count(runs),
                Wording.passes(setting.epochs()),
                Wording.seeds(setting.seeds()));
    }

    private static MarkdownTable summary(List<Section> sections) {
        MarkdownTable table = new MarkdownTable("", "statement", "answer", "by how much");
        for (int i = 0; i < sections.size(); i++) {
            for (Answer answer : sections.get(i).answers()) {
                table.row("" + (i + 1), answer.statement(), answer.verdict().text(), answer.figure());
            }
        }
        return table;
    }

    private static String howToRead(ComparisonFigures figures) {
        int seeds = figures.setting().seeds().size();
        return Wording.format("""
                A difference is told only if every seed has it with the same sign, and its mean is larger than its standard deviation over the
                seeds and than half the 95 %% interval (Wilson) that the number of test reviews allows. Figures are means over the seeds, with
                the least and the most behind them. %s
                """, Charts.bars(seeds));
    }

    private static String text(int number, Section section) {
        StringBuilder text = new StringBuilder();
        text.append("## ").append(number).append(". ").append(section.title()).append("\n\n");
        text.append("> ").append(section.claim()).append("\n\n");
        for (Answer answer : section.answers()) {
            text.append("- ").append(answer.statement()).append(": **");
            text.append(answer.verdict().text())
                    .append(".** ")
                    .append(answer.reason())
                    .append('\n');
        }
        return text.append('\n').append(section.body()).toString();
    }

    private static String limits(ComparisonFigures figures) {
        StringBuilder text = new StringBuilder("""
                ## Limits

                - One data set and one recipe: its choices were made for one of these networks, not searched anew for each.
                - Small networks of one recurrent layer. Deeper ones, GRUs, attention and pretrained vectors were not measured.
                - A review's verdict is the logit's sign, uncalibrated; how well probabilities are calibrated was not compared.
                - Noise was put into the test reviews only. Training on noisy reviews would make any of the networks more robust.
                - Processor time is that of one thread on the machine below. What parallel hardware would make of it was not measured: there
                  a layer that reads one token after the other is slower than its computing suggests.
                """);
        List<String> diverged = figures.runs().stream()
                .filter(RunFigures::diverged)
                .map(run -> run.run().describe())
                .toList();
        if (!diverged.isEmpty()) {
            text.append("- The loss grew beyond all numbers in the runs ")
                    .append(String.join("; ", diverged))
                    .append(": their best epoch until then is what was measured.\n");
        }
        double parity =
                figures.runs().stream().mapToDouble(RunFigures::parity).max().orElseThrow();
        return text.append(Wording.format(
                        "- Verdicts are those of ONNX Runtime, whose logits differ from the trainer's by %.1e at most, in proportion.\n",
                        parity))
                .toString();
    }

    private static String conditions(ComparisonFigures figures) {
        MarkdownTable recipe = new MarkdownTable("recipe `" + figures.setting().recipe() + "`", "");
        figures.setting().choices().forEach((name, value) -> recipe.row(Wording.words(name), value));
        MarkdownTable machine = new MarkdownTable("machine", "");
        figures.setting().machine().forEach(machine::row);
        double seconds =
                figures.runs().stream().mapToDouble(RunFigures::cpuSeconds).sum();
        return "## Conditions\n\n" + recipe + '\n' + machine
                + Wording.format("\nAll runs together took %.1f minutes of processor time.\n", seconds / 60);
    }
}
