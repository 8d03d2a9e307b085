// SPDX-License-Identifier: Apache-2.0
package dev.undertone.soak;

import dev.undertone.report.Axis;
import dev.undertone.report.Estimate;
import dev.undertone.report.LineChart;
import dev.undertone.report.Series;
import dev.undertone.review.RejectReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** A soak's result as a table in Markdown and a chart in SVG. */
final class SoakReport {
    private static final int POINTS = 60;

    private final SoakResult result;

    SoakReport(SoakResult result) {
        this.result = result;
    }

    String table() {
        SoakFindings findings = result.findings();
        Memory memory = result.memory();
        List<String> lines = new ArrayList<>(List.of("| | |", "|---|---|"));
        row(lines, "length of the load, minutes", figure(result.plan().length().toSeconds() / 60.0));
        row(lines, "seed", Long.toString(result.plan().seed()));
        row(lines, "records published", count(findings.records()));
        row(lines, "bursts of 1,500 at once", count(result.bursts()));
        row(
                lines,
                "largest backlog seen",
                count(result.samples().stream()
                        .mapToLong(Watch.Sample::backlog)
                        .max()
                        .orElseThrow()));
        row(lines, "scored", count(findings.scored()));
        findings.scoredBy().keySet().stream()
                .sorted()
                .forEach(version -> row(
                        lines,
                        "scored by version " + version,
                        count(findings.scoredBy().get(version))));
        for (RejectReason reason : RejectReason.values()) {
            row(lines, "rejected as `" + reason + "`", count(findings.rejected().getOrDefault(reason, 0)));
        }
        row(lines, "compared by the shadow, at least", count(result.shadowed()));
        row(lines, "models swapped", count(result.swaps()));
        row(lines, "models refused", count(result.refusals()));
        row(lines, "kills", count(result.kills()));
        row(lines, "clean ends", count(result.cleanEnds()));
        row(lines, "rebalances", count(result.rebalances()));
        row(lines, "**lost**", "**" + count(findings.lost()) + "**");
        row(lines, "**duplicated**", "**" + count(findings.duplicated()) + "**");
        row(lines, "**wrong**", "**" + count(findings.wrong()) + "**");
        row(lines, "looks at the survivor", count(result.samples().size()));
        row(lines, "of these not live", count(result.notLive()));
        row(lines, "of these not ready", count(result.notReady()));
        row(lines, "warm-up, minutes", figure(result.plan().warmUp().toSeconds() / 60.0));
        row(lines, "resident at its end, MiB", figure(memory.warm()));
        row(lines, "resident at the end, MiB", figure(memory.end()));
        row(lines, "largest resident, MiB", figure(memory.largest()));
        row(lines, "growth after the warm-up, %", figure(100 * (memory.growth() - 1)));
        row(lines, "slope after the warm-up, MiB an hour", figure(memory.perHour()));
        return String.join("\n", lines) + "\n";
    }

    /** What the survivor held over time. */
    String chart() {
        return new LineChart(
                        "Memory of a scorer through swaps, poison and rebalances",
                        Axis.linear("time (min)"),
                        Axis.linear("memory (MiB)").showing(0, 100),
                        List.of(
                                series("resident", Watch.Sample::residentBytes),
                                series("of these Java's heap in use", Watch.Sample::heapBytes)))
                .svg();
    }

    /** The medians of as many stretches as can be told apart in a chart, with the range of each. */
    private Series series(String name, ToDoubleFunction<Watch.Sample> bytes) {
        List<Watch.Sample> samples = result.samples();
        int stretch = (samples.size() + POINTS - 1) / POINTS;
        List<Series.Point> points = new ArrayList<>();
        for (int from = 0; from < samples.size(); from += stretch) {
            List<Watch.Sample> some = samples.subList(from, Math.min(samples.size(), from + stretch));
            double[] sorted = some.stream()
                    .mapToDouble(bytes)
                    .map(each -> each / Memory.MIB)
                    .sorted()
                    .toArray();
            points.add(new Series.Point(
                    some.get(some.size() / 2).minutes(),
                    new Estimate(sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1])));
        }
        return new Series(name, points);
    }

    private static void row(List<String> lines, String name, String value) {
        lines.add("| " + name + " | " + value + " |");
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String figure(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }
}
