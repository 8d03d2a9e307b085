// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli.learn;

import dev.undertone.corpus.Corpus;
import dev.undertone.corpus.UnlabelledCorpus;
import dev.undertone.encoder.SentenceEncoder;
import dev.undertone.encoder.TextVectors;
import dev.undertone.train.Trainer;
import dev.undertone.train.bundle.TrainingReport;
import dev.undertone.train.fit.Parity;
import dev.undertone.train.fit.TeachingEncoder;
import dev.undertone.train.fit.TrainingJob;
import dev.undertone.train.plan.Recipe;
import dev.undertone.train.plan.TrainingPlan;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code undertone train}: labelled reviews in, a model bundle out. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Trains a model on labelled reviews and writes it as a model bundle.",
            "The last line on standard output is the bundle's folder; everything else goes to standard error."
        })
public final class TrainCommand implements Callable<Integer> {
    private static final String BUNDLED_ENCODER = "(bundled)";

    @Mixin
    private LabelledData data;

    @Option(
            names = "--test",
            paramLabel = "PATH",
            description = "Reviews for the final figures only; an aclImdb folder brings its own.")
    private Path test;

    @Option(
            names = "--unlabelled",
            paramLabel = "PATH[:LIMIT]",
            description =
                    "More reviews, without labels, to learn from: a .txt file with one a line, any file that --data reads,"
                            + " or an aclImdb folder. Texts that are tested on or held out are left out. Repeat the"
                            + " option for more sources.")
    private List<String> unlabelled = List.of();

    @Option(
            names = "--sentences",
            paramLabel = "PATH[:LIMIT]",
            description =
                    "Single sentences of these reviews, without labels, to learn from, so that short texts are understood"
                            + " too; best with --encoder, which labels each by itself. Read as --unlabelled is. Repeat"
                            + " the option for more sources.")
    private List<String> sentences = List.of();

    @Option(
            names = "--without",
            paramLabel = "PATH",
            description =
                    "Texts to leave out because the model will be measured on them, read as --unlabelled is. The cases of"
                            + " evaluate --behaviour are left out anyway.")
    private List<String> without = List.of();

    @Option(
            names = "--encoder",
            arity = "0..1",
            fallbackValue = BUNDLED_ENCODER,
            paramLabel = "DIR",
            description =
                    "Let a sentence encoder teach too: the one that comes with the trainer (English), or the one in DIR"
                            + " with model.onnx and tokenizer.json. It reads some 30 long or 300 short reviews a second.")
    private String encoder;

    @Option(
            names = "--tune-encoder",
            description = "Fine-tune the encoder on the labelled reviews first: a better teacher, and hours where there"
                    + " are hundreds of thousands. Needs --encoder.")
    private boolean tuneEncoder;

    @Option(
            names = "--encoder-cache",
            paramLabel = "FILE",
            description =
                    "File that keeps the encoder's vectors for other runs, 1.5 KB a text (default: <out>.vectors, beside"
                            + " --out).")
    private Path encoderCache;

    @Option(
            names = "--encoder-verdicts",
            paramLabel = "FILE",
            description =
                    "File that keeps what the encoder says of each text, five bytes a text and no text: where it has all of"
                            + " them, the encoder is not asked. Needs --encoder.")
    private Path encoderVerdicts;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "model",
            description = "The bundle's folder; an old bundle there is replaced once the new one is complete (default:"
                    + " ${DEFAULT-VALUE}).")
    private Path out;

    @Option(
            names = "--name",
            defaultValue = "reviews-en",
            description = "The model's name (default: ${DEFAULT-VALUE}).")
    private String name;

    @Option(
            names = "--model-version",
            paramLabel = "VERSION",
            defaultValue = "1",
            description = "The model's version (default: ${DEFAULT-VALUE}).")
    private String version;

    @Option(
            names = "--about",
            paramLabel = "FILE",
            description = "Markdown for the model card: where the data come from, how to cite them.")
    private Path about;

    @Mixin
    private TrainingPlanOptions planOptions;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "Use only N reviews, chosen at random, to try things out.")
    private Integer limit;

    @Option(
            names = "--parity-tolerance",
            paramLabel = "X",
            description =
                    "How far ONNX Runtime may be from the trainer on held-out reviews (default: ${DEFAULT-VALUE}).")
    private double parityTolerance = Parity.TOLERANCE;

    @Option(
            names = "--checkpoint",
            paramLabel = "DIR",
            description = "The folder that keeps the state after every epoch (default: beside --out).")
    private Path checkpoint;

    @Option(names = "--resume", description = "Go on from the checkpoint, if there is one.")
    private boolean resume;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        TrainingPlan plan = planOptions.plan(
                unlabelled.isEmpty() && sentences.isEmpty() ? Recipe.DEFAULT : Recipe.DISTILLED, tuneEncoder);
        Path checkpointFolder = checkpoint != null ? checkpoint : beside(".checkpoint");
        without.stream().map(DataSource::parse).forEach(data::keepApart);
        List<Corpus> training = data.sources().stream().map(this::limited).toList();
        Optional<Corpus> testing = data.test(test).map(this::limited);
        List<UnlabelledCorpus> texts = Stream.concat(
                        unlabelled.stream().map(DataSource::parse).map(data::unlabelled),
                        sentences.stream().map(DataSource::parse).map(data::sentences))
                .map(this::limited)
                .toList();
        PrintWriter err = spec.commandLine().getErr();
        Optional<TextVectors> vectors = vectors();
        try (TrainingDisplay display = new TrainingDisplay(err)) {
            TrainingJob job = job(plan, training, texts, testing, vectors.map(this::teaching), checkpointFolder);
            display.data(training, texts, testing);
            data.notes().forEach(display::note);
            TrainingReport report = new Trainer(display).train(job);
            spec.commandLine().getOut().println(report.folder());
            spec.commandLine().getOut().flush();
        } finally {
            vectors.ifPresent(TextVectors::close);
        }
        return 0;
    }

    private Optional<TextVectors> vectors() {
        if (encoder == null) {
            requireEncoder("--tune-encoder", tuneEncoder);
            requireEncoder("--encoder-verdicts", encoderVerdicts != null);
            return Optional.empty();
        }
        Path file = encoderCache != null ? encoderCache : beside(".vectors");
        SentenceEncoder opened =
                encoder.equals(BUNDLED_ENCODER) ? SentenceEncoder.bundled() : SentenceEncoder.open(Path.of(encoder));
        return Optional.of(new TextVectors(opened, file));
    }

    private void requireEncoder(String option, boolean given) {
        if (given) {
            throw new ParameterException(spec.commandLine(), option + " needs --encoder; add it");
        }
    }

    private TeachingEncoder teaching(TextVectors vectors) {
        return new TeachingEncoder(vectors, Optional.ofNullable(encoderVerdicts));
    }

    private Path beside(String suffix) {
        return out.resolveSibling(out.toAbsolutePath().normalize().getFileName() + suffix);
    }

    private TrainingJob job(
            TrainingPlan plan,
            List<Corpus> training,
            List<UnlabelledCorpus> texts,
            Optional<Corpus> testing,
            Optional<TeachingEncoder> teaching,
            Path checkpointFolder) {
        try {
            return new TrainingJob(
                    plan,
                    training,
                    texts,
                    testing,
                    teaching,
                    out,
                    checkpointFolder,
                    resume,
                    parityTolerance,
                    name,
                    version,
                    commandLine(),
                    aboutText());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private Corpus limited(Corpus corpus) {
        return limit == null ? corpus : corpus.sample(limit, planOptions.seedOr(0));
    }

    private UnlabelledCorpus limited(UnlabelledCorpus corpus) {
        return limit == null ? corpus : corpus.sample(limit, planOptions.seedOr(0));
    }

    private Optional<String> aboutText() {
        if (about == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readString(about));
        } catch (IOException e) {
            throw new ParameterException(spec.commandLine(), "cannot read --about " + about + ": " + e, e);
        }
    }

    /** What the user typed, for the card and the manifest. */
    private String commandLine() {
        List<String> typed = spec.root().commandLine().getParseResult().originalArgs();
        String program = spec.root() == spec ? "undertone train " : "undertone ";
        return program + typed.stream().map(TrainCommand::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String argument) {
        return argument.matches("[\\w@%+=:,./-]+") ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }
}
