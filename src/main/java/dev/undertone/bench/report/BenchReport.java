// SPDX-License-Identifier: Apache-2.0
package dev.undertone.bench.report;

import dev.undertone.bench.report.BenchFigures.Mean;
import dev.undertone.model.ModelManifest;
import dev.undertone.report.Axis;
import dev.undertone.report.BarChart;
import dev.undertone.report.Estimate;
import dev.undertone.report.LineChart;
import dev.undertone.report.MarkdownTable;
import dev.undertone.report.Series;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** A bench's figures as text for people, as JSON for machines, and as charts. */
public final class BenchReport {
    private static final double MEGABYTE = 1 << 20;

    /** Scores are committed up to 0.4 s apart, so what takes less time tells hardly a rate. */
    private static final double ENOUGH_SECONDS = 2;

    /** What a line of a chart has room for. */
    private static final int MOST_POINTS = 60;

    private final BenchPlan plan;
    private final ModelManifest model;
    private final BenchFigures figures;

    public BenchReport(BenchPlan plan, ModelManifest model, BenchFigures figures) {
        this.plan = plan;
        this.model = model;
        this.figures = figures;
    }

    /** Tables in Markdown. */
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%s %s, %,d reviews (%s), %d partitions, %d instance(s), %d round(s), %d processors%n%n",
                model.name(),
                model.version(),
                plan.reviews(),
                plan.eventsName(),
                plan.partitions(),
                plan.instances(),
                plan.rounds(),
                Runtime.getRuntime().availableProcessors()));
        text.append(contenders()).append('\n');
        warnOfShortRuns().ifPresent(warning -> text.append(warning).append("\n\n"));
        text.append(costs()).append('\n');
        text.append(partSizes()).append('\n');
        figures.batches().ifPresent(batches -> text.append(describe(batches)).append('\n'));
        figures.service()
                .ifPresent(service ->
                        text.append(growth(figures.last(service).throughput())).append('\n'));
        figures.latencies().forEach(latency -> text.append(describe(latency)));
        return text.toString().stripTrailing();
    }

    /** One object; {@code alternatives} is keyed by name. */
    public String json() {
        return new BenchJson(plan, model, figures).text();
    }

    /** SVG files by name. */
    public Map<String, String> charts() {
        Map<String, String> charts = new LinkedHashMap<>();
        charts.put("per-core.svg", perCoreChart());
        figures.service()
                .ifPresent(service -> charts.put(
                        "memory.svg", memoryChart(figures.last(service).throughput())));
        return charts;
    }

    private String contenders() {
        MarkdownTable table = new MarkdownTable(
                "who",
                "reviews/s per core",
                "share of the ceiling",
                "reviews/s",
                "cores",
                "first score after",
                "memory");
        table.row("ONNX Runtime alone", number(figures.ceilingPerCore()), "100 %", "", "", "", "");
        for (Contender contender : figures.contenders()) {
            table.row(
                    contender.name(),
                    number(figures.mean(contender, run -> run.throughput().perCore())),
                    percent(figures.mean(contender, BenchRun::share)),
                    number(figures.mean(contender, run -> run.throughput().perSecond())),
                    format("%.2f", of(contender, Throughput::cores)),
                    format("%.1f s", of(contender, Throughput::firstAfter)),
                    format("%.0f MB", of(contender, Throughput::residentBytes) / MEGABYTE));
        }
        return table.toString();
    }

    private Optional<String> warnOfShortRuns() {
        double shortest = figures.runs().stream()
                .mapToDouble(run -> run.throughput().seconds())
                .min()
                .orElseThrow();
        if (shortest >= ENOUGH_SECONDS) {
            return Optional.empty();
        }
        double enough = 1000 * Math.ceil(figures.ceilingPerCore().value() * ENOUGH_SECONDS / 1000);
        return Optional.of(format(
                "These rates are rough: after its warm-up a run took no more than %.1f s, and scores are committed up to 0.4 s apart."
                        + " --reviews %.0f would do.",
                shortest, enough));
    }

    private String costs() {
        MarkdownTable table = new MarkdownTable("of the service's processor time", "share", "µs a review");
        if (figures.service().isEmpty()) {
            return "";
        }
        double micros = CpuShares.microsPerReview(figures.last(figures.service().get()));
        CpuShares.of(figures)
                .forEach((what, share) ->
                        table.row(what, format("%.1f %%", 100 * share), format("%.1f", share * micros)));
        return table.toString();
    }

    private String partSizes() {
        List<String> header = new ArrayList<>(List.of("reviews in a part"));
        List<String> row = new ArrayList<>(List.of("ceiling, reviews/s per core"));
        figures.partSizes().forEach((size, rate) -> {
            header.add(size.toString());
            row.add(format("%,.0f", rate));
        });
        return new MarkdownTable(header.toArray(String[]::new))
                .row(row.toArray(String[]::new))
                .toString();
    }

    private static String describe(Batches batches) {
        return format(
                        "Batches of %.1f reviews and %.0f tokens on average, padding ratio %.3f; flushed because of ",
                        batches.reviewsPerBatch(), batches.tokensPerBatch(), batches.padding())
                + batches.reasons() + ".\n";
    }

    private static String growth(Throughput throughput) {
        MarkdownTable table = new MarkdownTable("reviews scored", "reviews/s in this part", "memory at its end");
        for (Throughput.Part part : throughput.parts()) {
            table.row(
                    format("%,d", part.scored()),
                    format("%,.0f", part.perSecond()),
                    format("%.0f MB", part.residentBytes() / MEGABYTE));
        }
        return table.toString();
    }

    private static String describe(Latency latency) {
        return format(
                "At %,.0f reviews/s, half of the top rate, under %s, %,d reviews took from the producer to a consumer of committed"
                        + " records: p50 %d ms, p95 %d ms, p99 %d ms.\n",
                latency.perSecond(),
                latency.guarantee(),
                latency.reviews(),
                latency.percentile(0.5),
                latency.percentile(0.95),
                latency.percentile(0.99));
    }

    private String perCoreChart() {
        List<String> names = new ArrayList<>(List.of("ONNX Runtime"));
        List<Estimate> rates = new ArrayList<>(List.of(estimate(figures.ceilingPerCore())));
        for (Contender contender : figures.contenders()) {
            names.add(contender.name());
            rates.add(estimate(figures.mean(contender, run -> run.throughput().perCore())));
        }
        return new BarChart(
                        "Reviews a second for each core's worth of processor time",
                        names,
                        Axis.linear("reviews/s per core"),
                        List.of(new BarChart.Bars(plan.eventsName(), rates)))
                .svg();
    }

    private String memoryChart(Throughput throughput) {
        List<Sample> samples = throughput.samples();
        int shown = Math.min(samples.size(), MOST_POINTS);
        List<Series.Point> points = IntStream.range(0, shown)
                .mapToObj(i -> samples.get(i * (samples.size() - 1) / (shown - 1)))
                .map(sample -> Series.Point.of(sample.seconds(), sample.residentBytes() / MEGABYTE))
                .toList();
        return new LineChart(
                        "Memory of the service over a backlog of " + format("%,d", plan.reviews()) + " reviews",
                        Axis.linear("seconds since its start"),
                        Axis.linear("resident memory (MB)").showing(0, 0),
                        List.of(new Series(Contender.SERVICE, points)))
                .svg();
    }

    private double of(Contender contender, ToDoubleFunction<Throughput> figure) {
        return figures.mean(contender, run -> figure.applyAsDouble(run.throughput()))
                .value();
    }

    private static Estimate estimate(Mean mean) {
        return Estimate.of(mean.value(), mean.spread());
    }

    private String number(Mean mean) {
        return plan.rounds() == 1
                ? format("%,.0f", mean.value())
                : format("%,.0f ± %,.0f", mean.value(), mean.spread());
    }

    private String percent(Mean mean) {
        return plan.rounds() == 1
                ? format("%.1f %%", 100 * mean.value())
                : format("%.1f ± %.1f %%", 100 * mean.value(), 100 * mean.spread());
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
