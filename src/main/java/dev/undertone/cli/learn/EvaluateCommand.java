// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli.learn;

import dev.undertone.cli.terminal.ConfigOptions;
import dev.undertone.cli.terminal.DataOptions;
import dev.undertone.cli.terminal.ExitCode;
import dev.undertone.cli.terminal.Terminal;
import dev.undertone.config.ScorerConfig;
import dev.undertone.corpus.Corpus;
import dev.undertone.corpus.CorpusReader;
import dev.undertone.corpus.LabelledReview;
import dev.undertone.corpus.Reading;
import dev.undertone.corpus.file.CorpusException;
import dev.undertone.corpus.file.DataFile;
import dev.undertone.corpus.file.ReadOptions;
import dev.undertone.evaluate.DataFigures;
import dev.undertone.evaluate.FiguresText;
import dev.undertone.evaluate.Footprint;
import dev.undertone.evaluate.Judged;
import dev.undertone.evaluate.MeasuredSection;
import dev.undertone.evaluate.Rated;
import dev.undertone.evaluate.ThreeWayFigures;
import dev.undertone.evaluate.behaviour.BehaviourFigures;
import dev.undertone.evaluate.behaviour.BehaviourSuite;
import dev.undertone.evaluate.behaviour.CaseVerdict;
import dev.undertone.model.ModelBundle;
import dev.undertone.review.Scored;
import dev.undertone.score.ReviewScorer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures a model on labelled reviews and on what people expect of short texts. */
@Command(
        name = "evaluate",
        description = "Measure a model on labelled reviews, on cases of expected behaviour, or on both.")
public final class EvaluateCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOptions configOptions;

    @Option(
            names = "--data",
            paramLabel = "PATH",
            description =
                    "Labelled reviews: CSV, TSV, JSON Lines or a JSON array, each with .gz too, or an aclImdb folder, of which its"
                            + " test part is used.")
    private Path data;

    @Mixin
    private DataOptions dataOptions;

    @Option(
            names = "--behaviour",
            arity = "0..1",
            fallbackValue = "",
            paramLabel = "FILE",
            description =
                    "Probe abilities one by one: with the English cases that come along, or with those of a .tsv file (category,"
                            + " expectation, text, partner text).")
    private String behaviour;

    @Option(names = "--failures", description = "Name the cases of --behaviour that failed.")
    private boolean failures;

    @Option(names = "--model", paramLabel = "DIR", description = "The model bundle (default: the one that came along).")
    private Optional<String> model = Optional.empty();

    @Option(names = "--limit", paramLabel = "N", description = "Use the first N reviews only.")
    private int limit = Integer.MAX_VALUE;

    @Option(names = "--json", description = "Print the figures as one JSON object.")
    private boolean json;

    @Option(names = "--charts", paramLabel = "DIR", description = "Write the reliability diagram there, as SVG.")
    private Path charts;

    @Option(
            names = "--card",
            description = "Write the figures, and the diagram, into the model's card; takes --data and --behaviour.")
    private boolean card;

    EvaluateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        requireSense();
        ScorerConfig config = configOptions.load(Map.of(ScorerConfig.MODEL_PATH, model));
        ModelBundle bundle = ModelBundle.open(config.modelPath());
        ReadOptions how = dataOptions.read();
        Optional<Corpus> corpus = Optional.ofNullable(data)
                .map(path -> CorpusReader.readTestPart(path, how).orElseGet(() -> CorpusReader.read(path, how)))
                .map(this::told);
        Optional<BehaviourSuite> suite = suite();
        Figures figures;
        try (ReviewScorer scorer = ReviewScorer.open(bundle, 0)) {
            figures = new Figures(
                    corpus.map(Corpus::name).orElse(""),
                    corpus.map(reviews -> measure(scorer, reviews)),
                    suite.map(cases -> measure(scorer, cases)));
        }
        if (json) {
            printJson(bundle, figures);
        } else {
            terminal.out()
                    .printf(
                            "model %s %s%n%n",
                            bundle.manifest().name(), bundle.manifest().version());
            terminal.out().print(figures.text(bundle, failures, Optional.empty()));
        }
        if (charts != null) {
            Files.createDirectories(charts);
            Files.writeString(charts.resolve(ModelBundle.DIAGRAM), diagram(bundle, figures));
        }
        if (card) {
            bundle.replaceCard(
                    MeasuredSection.replace(
                            bundle.card(), figures.text(bundle, false, Optional.of(ModelBundle.DIAGRAM))),
                    diagram(bundle, figures));
        }
        return ExitCode.DONE;
    }

    /**
     * What one set of reviews told, and how fast.
     *
     * @param figures of the reviews that take a side
     * @param threeWay of all of them, where some are neutral
     */
    private record OfData(DataFigures figures, Optional<ThreeWayFigures> threeWay, double reviewsPerCoreSecond) {
        String text(String name, Optional<String> diagram) {
            return FiguresText.of(figures, name, diagram)
                    + threeWay.map(FiguresText::of).orElse("");
        }
    }

    /**
     * All that was measured.
     *
     * @param dataName of the reviews, where there are any
     */
    private record Figures(String dataName, Optional<OfData> ofData, Optional<BehaviourFigures> ofBehaviour) {
        String text(ModelBundle bundle, boolean withFailures, Optional<String> diagram) throws IOException {
            StringBuilder text = new StringBuilder();
            ofData.ifPresent(measured -> text.append(measured.text(dataName, diagram)));
            ofBehaviour.ifPresent(measured -> text.append(FiguresText.of(measured, withFailures)));
            return text.append(FiguresText.of(footprint(bundle))).toString();
        }

        Footprint footprint(ModelBundle bundle) throws IOException {
            return new Footprint(
                    bundle.bytes(),
                    ofData.map(measured -> OptionalDouble.of(measured.reviewsPerCoreSecond()))
                            .orElse(OptionalDouble.empty()));
        }
    }

    private void requireSense() {
        if (data == null && behaviour == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "nothing to evaluate the model on; name labelled reviews with --data, or add --behaviour");
        }
        if (card && (data == null || behaviour == null)) {
            throw new ParameterException(
                    spec.commandLine(), "--card writes all figures, so it takes --data and --behaviour");
        }
        if (charts != null && data == null) {
            throw new ParameterException(spec.commandLine(), "--charts draws labelled reviews; name them with --data");
        }
        if (failures && behaviour == null) {
            throw new ParameterException(spec.commandLine(), "--failures names cases of --behaviour; add that option");
        }
    }

    private Optional<BehaviourSuite> suite() throws IOException {
        if (behaviour == null) {
            return Optional.empty();
        }
        if (behaviour.isEmpty()) {
            return Optional.of(BehaviourSuite.builtIn());
        }
        Path file = Path.of(behaviour);
        if (!Files.isRegularFile(file)) {
            throw new CorpusException("there is no file " + file);
        }
        try (InputStream in = DataFile.open(file)) {
            return Optional.of(BehaviourSuite.read(in, behaviour));
        } catch (IllegalArgumentException e) {
            throw new CorpusException(e.getMessage(), e);
        }
    }

    /** The reviews; how they were read is told on standard error. */
    private Corpus told(Reading reading) {
        Corpus corpus = reading.corpus();
        reading.notes().forEach(note -> terminal.err().println(corpus.name() + ": " + note));
        return corpus;
    }

    private OfData measure(ReviewScorer scorer, Corpus corpus) {
        List<LabelledReview> reviews = corpus.reviews().subList(0, Math.min(limit, corpus.size()));
        Measuring.Result result = Measuring.score(
                scorer, "Scoring", reviews.stream().map(LabelledReview::text).toList());
        List<Judged> judged = new ArrayList<>(reviews.size());
        List<Rated> rated = new ArrayList<>(reviews.size());
        for (int i = 0; i < reviews.size(); i++) {
            // A review without a word has no verdict: it counts neither for nor against the model.
            if (result.scores().get(i).isPresent()) {
                Scored scored = result.scores().get(i).get();
                LabelledReview review = reviews.get(i);
                rated.add(new Rated(review.label(), scored.label(), scored.probability(), scored.probabilities()));
                if (!review.neutral()) {
                    judged.add(
                            new Judged(scored.probability(), review.positive(), scored.tokens(), scored.truncated()));
                }
            }
        }
        if (rated.isEmpty()) {
            throw new CorpusException("none of the reviews holds a word, so there is nothing to evaluate");
        }
        if (judged.isEmpty()) {
            throw new CorpusException(
                    "none of the reviews is positive or negative, so there is nothing to evaluate; name reviews of all"
                            + " labels");
        }
        return new OfData(
                DataFigures.of(judged),
                rated.size() > judged.size() ? Optional.of(ThreeWayFigures.of(rated)) : Optional.empty(),
                reviews.size() / result.cpuSeconds());
    }

    private static BehaviourFigures measure(ReviewScorer scorer, BehaviourSuite suite) {
        List<String> texts = suite.texts();
        List<Optional<Scored>> scores =
                Measuring.score(scorer, "Probing", texts).scores();
        Map<String, CaseVerdict> verdicts = new HashMap<>();
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i);
            scores.get(i)
                    .ifPresent(scored -> verdicts.put(
                            text,
                            new CaseVerdict(
                                    scored.label(),
                                    scored.score(),
                                    scored.probabilities().isPresent())));
        }
        return BehaviourFigures.of(suite, verdicts);
    }

    private void printJson(ModelBundle bundle, Figures figures) throws IOException {
        EvaluationJson out = new EvaluationJson();
        out.model(bundle.manifest());
        figures.ofData().ifPresent(measured -> out.data(figures.dataName(), measured.figures()));
        figures.ofData().flatMap(OfData::threeWay).ifPresent(out::threeWay);
        figures.ofBehaviour().ifPresent(measured -> out.behaviour(measured, failures));
        out.footprint(figures.footprint(bundle));
        terminal.out().println(out.line());
    }

    private static String diagram(ModelBundle bundle, Figures figures) {
        return ReliabilityDiagram.of(
                figures.ofData().orElseThrow().figures().reliability(),
                bundle.manifest().name() + " " + bundle.manifest().version());
    }
}
