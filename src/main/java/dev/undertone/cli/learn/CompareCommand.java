// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli.learn;

import dev.undertone.cli.terminal.ExitCode;
import dev.undertone.compare.Comparison;
import dev.undertone.compare.ComparisonData;
import dev.undertone.compare.ComparisonFigures;
import dev.undertone.compare.ComparisonPlan;
import dev.undertone.compare.ComparisonSetup;
import dev.undertone.compare.RunFigures;
import dev.undertone.compare.report.ComparisonReport;
import dev.undertone.corpus.Corpus;
import dev.undertone.train.bundle.LibraryVersions;
import dev.undertone.train.plan.Recipe;
import dev.undertone.train.plan.TrainingPlan;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code undertone compare}: labelled reviews in, a report on rnn, lstm and bilstm out. */
@Command(
        name = "compare",
        sortOptions = false,
        description = {
            "Train rnn, lstm and bilstm alike, measure what is commonly claimed of them, and write a report with charts.",
            "The last line on standard output is the report's path; everything else goes to standard error."
        })
public final class CompareCommand implements Callable<Integer> {
    private static final String REPORT = "report.md";
    private static final String RUNS = "runs";
    private static final String ALL = "all";
    /** The trainings with fixed padding are the longest ones; more than these would say little more. */
    private static final int PADDING_SEEDS = 3;

    @Mixin
    private LabelledData data;

    @Option(
            names = "--test",
            paramLabel = "PATH",
            description = "Reviews to measure on (default: the test part of an aclImdb folder, a fifth of other data).")
    private Path test;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "comparison",
            description =
                    "The folder for the report, its charts and the figures of every run (default: ${DEFAULT-VALUE}).")
    private Path out;

    @Option(
            names = "--recipe",
            paramLabel = "default|keras",
            defaultValue = "keras",
            description = "The plan of every training (default: ${DEFAULT-VALUE}).")
    private Recipe recipe;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "3",
            description = "Train everything N times, with the random seeds 1 to N (default: ${DEFAULT-VALUE}).")
    private int seeds;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "Passes over the training reviews (default: those of the recipe).")
    private Integer epochs;

    @Option(
            names = "--sizes",
            paramLabel = "N,N,...",
            split = ",",
            defaultValue = "1000,5000,all",
            description =
                    "Sizes of the training set to compare; all of it is always one of them (default: ${DEFAULT-VALUE}).")
    private List<String> sizes;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "Use only N reviews, chosen at random, to try things out.")
    private Integer limit;

    @Option(names = "--resume", description = "Continue from the finished runs in --out (default: do them again).")
    private boolean resume;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        ComparisonPlan plan = plan();
        Corpus reviews = limited(data.training());
        Optional<Corpus> testing = data.test(test);
        ComparisonData compared = ComparisonData.of(reviews, testing.map(this::limited), plan.testShare());
        List<RunFigures> runs;
        try (ComparisonDisplay display =
                new ComparisonDisplay(spec.commandLine().getErr())) {
            display.data(compared);
            data.notes().forEach(display::note);
            runs = new Comparison(plan, compared, out.resolve(RUNS), CompareCommand::cpuNanos).run(resume, display);
        }
        ComparisonSetup setting = ComparisonSetup.of(recipe.label(), plan, compared, machine());
        ComparisonReport report = ComparisonReport.of(new ComparisonFigures(setting, runs));
        Files.createDirectories(out);
        for (Map.Entry<String, String> chart : report.charts().entrySet()) {
            Files.writeString(out.resolve(chart.getKey()), chart.getValue());
        }
        spec.commandLine().getOut().println(Files.writeString(out.resolve(REPORT), report.markdown()));
        spec.commandLine().getOut().flush();
        return ExitCode.DONE;
    }

    private ComparisonPlan plan() {
        TrainingPlan training = recipe.plan();
        try {
            if (epochs != null) {
                training = training.toBuilder()
                        .optimization(training.optimization().withEpochs(epochs))
                        .build();
            }
            return new ComparisonPlan(
                    training,
                    LongStream.rangeClosed(1, seeds).boxed().toList(),
                    sizes(),
                    Math.min(PADDING_SEEDS, seeds),
                    ComparisonPlan.NOISE_SHARES,
                    ComparisonPlan.TEST_SHARE);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private List<Integer> sizes() {
        List<Integer> numbers = new ArrayList<>();
        for (String size : sizes) {
            if (!size.equals(ALL)) {
                try {
                    numbers.add(Integer.valueOf(size));
                } catch (NumberFormatException e) {
                    throw new ParameterException(
                            spec.commandLine(),
                            "--sizes takes numbers of reviews or '" + ALL + "', not '" + size + "'",
                            e);
                }
            }
        }
        return numbers;
    }

    private Corpus limited(Corpus corpus) {
        return limit == null ? corpus : corpus.sample(limit, 0);
    }

    private static Map<String, String> machine() {
        Map<String, String> versions = LibraryVersions.all();
        Map<String, String> machine = new LinkedHashMap<>();
        machine.put(
                "processor",
                System.getProperty("os.arch") + ", " + Runtime.getRuntime().availableProcessors() + " cores, one used");
        machine.put("operating system", System.getProperty("os.name"));
        machine.put("Java", versions.get("java"));
        machine.put("libtorch (JavaCPP)", versions.get("pytorch"));
        machine.put("ONNX Runtime", versions.get("onnxruntime"));
        machine.put("Undertone", versions.get("undertone"));
        return machine;
    }

    /** Of this thread, which is the only one that computes. */
    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
