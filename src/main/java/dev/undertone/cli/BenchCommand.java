// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli;

import dev.undertone.bench.Bench;
import dev.undertone.bench.Contenders;
import dev.undertone.bench.LengthDistribution;
import dev.undertone.bench.SyntheticReviews;
import dev.undertone.bench.report.BenchFigures;
import dev.undertone.bench.report.BenchPlan;
import dev.undertone.bench.report.BenchReport;
import dev.undertone.bench.report.Contender;
import dev.undertone.cli.publish.EventFile;
import dev.undertone.cli.publish.EventSource;
import dev.undertone.cli.publish.ReviewLine;
import dev.undertone.cli.terminal.ConfigOptions;
import dev.undertone.cli.terminal.ExitCode;
import dev.undertone.cli.terminal.Logging;
import dev.undertone.cli.terminal.Terminal;
import dev.undertone.config.ConfigurationException;
import dev.undertone.config.ScorerConfig;
import dev.undertone.config.Setting;
import dev.undertone.corpus.file.CorpusException;
import dev.undertone.corpus.file.ReadOptions;
import dev.undertone.event.shape.EventFields;
import dev.undertone.model.ModelBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures the service on this machine, beside the ceiling and other ways to do the same. */
@Command(
        name = "bench",
        description =
                "Measure the scorer on this machine: beside ONNX Runtime alone, and beside other ways to do the same.")
final class BenchCommand implements Callable<Integer> {
    /** Of a longer file, the rest is left out: memory holds them all. */
    private static final int MOST_FROM_FILE = 100_000;

    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOptions configOptions;

    @Option(
            names = "--reviews",
            paramLabel = "N",
            description = "Reviews that count of each contestant, after the warm-up (default: ${DEFAULT-VALUE}).")
    private int reviews = 20_000;

    @Option(
            names = "--lengths",
            paramLabel = "NAME",
            description = "Lengths of the reviews that are made up: ${COMPLETION-CANDIDATES} (default: imdb).")
    private LengthDistribution lengths = LengthDistribution.IMDB;

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description =
                    "Publish the reviews of this file instead, over and over: JSON Lines or 'label TAB text' (.tsv),"
                            + " either with .gz.")
    private Path file;

    @Option(
            names = "--contestants",
            paramLabel = "NAME",
            split = ",",
            description =
                    "Who runs, with commas, or 'all' (default: ${DEFAULT-VALUE}). By name alone: undertone-avro, the scorer"
                            + " with the same reviews, and their scores, in Avro; undertone-watched, the scorer with a page"
                            + " open and explain.words=5.")
    private List<String> names = List.of(Contenders.ALL);

    @Option(names = "--rounds", paramLabel = "N", description = "How often everything is repeated (default: 1).")
    private int rounds = 1;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            description = "Partitions of the topics (default: ${DEFAULT-VALUE}).")
    private int partitions = 4;

    @Option(
            names = "--instances",
            paramLabel = "N",
            description = "Processes of the scorer that share the work (default: ${DEFAULT-VALUE}).")
    private int instances = 1;

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            description =
                    "How long, at the ceiling's speed, everyone works before it counts (default: ${DEFAULT-VALUE}).")
    private int warmUpSeconds = 30;

    @Option(
            names = "--latency",
            paramLabel = "SECONDS",
            description =
                    "How long, under each guarantee, latency is measured at half of the top rate; 0 for not at all (default:"
                            + " ${DEFAULT-VALUE}).")
    private int latencySeconds = 20;

    @Option(names = "--seed", paramLabel = "N", description = "Makes up the same reviews again (default: 1).")
    private long seed = 1;

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description = "Use this broker (default: one is started for the time).")
    private Optional<String> bootstrapServers = Optional.empty();

    @Option(names = "--json", description = "Print the figures as one JSON object.")
    private boolean json;

    @Option(names = "--charts", paramLabel = "DIR", description = "Also draw the figures, as SVG files in this folder.")
    private Path charts;

    BenchCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Logging.errorsOnly();
        ScorerConfig config = configOptions.load(Map.of());
        Path home = ConfigOptions.home()
                .orElseThrow(() -> new ConfigurationException(
                        "bench starts processes of the distribution; start it with bin/undertone"));
        ModelBundle bundle = ModelBundle.open(config.modelPath());
        BenchPlan plan = plan(config, home, bundle);
        BenchFigures figures = measure(plan, config);
        BenchReport report = new BenchReport(plan, bundle.manifest(), figures);
        terminal.out().println(json ? report.json() : report.text());
        if (charts != null) {
            Files.createDirectories(charts);
            for (Map.Entry<String, String> chart : report.charts().entrySet()) {
                Files.writeString(charts.resolve(chart.getKey()), chart.getValue());
            }
            terminal.err().println("Charts are in " + charts);
        }
        return ExitCode.DONE;
    }

    /** What the processes said is kept where the measurement failed. */
    private static BenchFigures measure(BenchPlan plan, ScorerConfig config) throws IOException {
        Path folder = Files.createTempDirectory("undertone-bench-");
        BenchFigures figures;
        try (BenchDisplay display = new BenchDisplay();
                Bench bench = Bench.open(plan, config, Contenders.java(plan.home()), folder, display)) {
            figures = bench.run();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        return figures;
    }

    private BenchPlan plan(ScorerConfig config, Path home, ModelBundle bundle) throws IOException {
        try {
            return new BenchPlan(
                    home,
                    givenSettings(config),
                    bootstrapServers,
                    file == null
                            ? new SyntheticReviews(bundle.vocabulary(), lengths, seed)
                            : events(file, MOST_FROM_FILE),
                    file == null ? lengths.description() : file.getFileName().toString(),
                    reviews,
                    Duration.ofSeconds(warmUpSeconds),
                    partitions,
                    instances,
                    contenders(home),
                    rounds,
                    Duration.ofSeconds(latencySeconds));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private List<Contender> contenders(Path home) {
        return Contenders.named(home, names);
    }

    /** What the user has set: the processes fill in the same defaults. */
    private static Map<String, String> givenSettings(ScorerConfig config) {
        Map<String, String> given = new TreeMap<>();
        config.settings().forEach((key, setting) -> {
            if (setting.source() != Setting.Source.DEFAULT) {
                given.put(key, setting.value());
            }
        });
        return given;
    }

    private static List<byte[]> events(Path file, int limit) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new CorpusException("there is no file " + file);
        }
        List<byte[]> events = new ArrayList<>();
        try (EventSource source = EventFile.open(file, ReadOptions.defaults(), EventFields.defaults())) {
            Optional<ReviewLine> event = source.next();
            while (event.isPresent() && events.size() < limit) {
                events.add(event.get().value());
                event = source.next();
            }
        }
        if (events.isEmpty()) {
            throw new CorpusException("there is no review in " + file);
        }
        return events;
    }
}
