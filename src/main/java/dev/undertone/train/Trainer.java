// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train;

import dev.undertone.corpus.Corpus;
import dev.undertone.corpus.LabelledReview;
import dev.undertone.corpus.UnlabelledCorpus;
import dev.undertone.ngram.NgramLogit;
import dev.undertone.text.ReviewEncoder;
import dev.undertone.text.TokenIds;
import dev.undertone.text.Vocabulary;
import dev.undertone.train.bundle.BundleWriter;
import dev.undertone.train.bundle.StagedFolder;
import dev.undertone.train.bundle.TrainedModel;
import dev.undertone.train.bundle.TrainingReport;
import dev.undertone.train.data.Dataset;
import dev.undertone.train.data.LabelledTexts;
import dev.undertone.train.data.MadeTexts;
import dev.undertone.train.data.Mixtures;
import dev.undertone.train.data.ReviewSet;
import dev.undertone.train.data.SentenceSampler;
import dev.undertone.train.data.VocabularyBuilder;
import dev.undertone.train.fit.EpochTrainer;
import dev.undertone.train.fit.NetworkFitter;
import dev.undertone.train.fit.NgramLogitFitter;
import dev.undertone.train.fit.Predictions;
import dev.undertone.train.fit.TeachingEncoder;
import dev.undertone.train.fit.TrainingJob;
import dev.undertone.train.fit.TrainingObserver;
import dev.undertone.train.fit.TrainingWork;
import dev.undertone.train.network.Libtorch;
import dev.undertone.train.network.Weights;
import dev.undertone.train.onnx.GraphExport;
import dev.undertone.train.onnx.OnnxExporter;
import dev.undertone.train.plan.NetworkShape;
import dev.undertone.train.plan.Seeds;
import dev.undertone.train.plan.TrainingException;
import dev.undertone.train.plan.TrainingPlan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Does a {@link TrainingJob}: splits the reviews, chooses the vocabulary, has reviews without a label labelled by
 * teachers, learns epoch by epoch, keeps the best one, adds what n-grams say, calibrates the sum, and has the bundle
 * written. The same job gives the same model bit for bit, interrupted and resumed or not; dates and durations come from
 * the clock. Confined to one thread, one training at a time in a process.
 */
public final class Trainer {
    private static final String MODEL = "training";
    /** How many mixed texts are made, for each short one that takes a side. */
    private static final double MIXTURES = 0.15;

    private final TrainingObserver observer;
    private final InstantSource clock;
    private final GraphExport export;

    public Trainer(TrainingObserver observer) {
        this(observer, InstantSource.system(), OnnxExporter::export);
    }

    Trainer(TrainingObserver observer, InstantSource clock, GraphExport export) {
        this.observer = Objects.requireNonNull(observer, "observer");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.export = Objects.requireNonNull(export, "export");
    }

    /**
     * Trains and writes the bundle.
     *
     * @return what was made
     * @throws TrainingException if the data do not suffice, the checkpoint does not fit, or the exported graph is not
     *     the network
     */
    public TrainingReport train(TrainingJob job) {
        Instant startedAt = clock.instant();
        // Better now than after the last epoch.
        StagedFolder.requireReplaceable(job.out());
        TrainingPlan plan = job.plan();
        List<Corpus.Split> splits = job.training().stream()
                .map(corpus -> corpus.holdOut(plan.validationShare()))
                .toList();
        List<Boolean> graded =
                job.training().stream().map(corpus -> corpus.neutrals() > 0).toList();
        LabelledTexts given =
                LabelledTexts.of(splits.stream().map(Corpus.Split::training).toList(), graded);
        LabelledTexts heldOut =
                LabelledTexts.of(splits.stream().map(Corpus.Split::heldOut).toList(), graded);
        requireBothLabels(given, "to train on");
        requireBothLabels(heldOut, "held out for validation");
        // Which side a mixed text is on is only asked where some are said to take none.
        LabelledTexts joined = given.hasNeutral()
                ? Mixtures.of(given, MIXTURES, Seeds.random(0, Seeds.MIXTURES, 0))
                : LabelledTexts.NONE;
        LabelledTexts known = given.and(joined);
        MadeTexts made = new MadeTexts(written(job), Set.copyOf(joined.texts()));
        List<String> unlabelled = unlabelled(job, known, heldOut);
        Vocabulary vocabulary = VocabularyBuilder.build(
                Stream.concat(known.texts().stream(), unlabelled.stream()),
                plan.network().vocabulary());
        ReviewEncoder encoder = new ReviewEncoder(vocabulary, plan.tokenLimit());
        Dataset validation = heldOut.encoded(encoder);
        SentenceSampler excerpts = new SentenceSampler(
                plan.excerpts(), job.encoder().isPresent() ? SentenceSampler.LONG : SentenceSampler.SHORT);
        ReviewSet labelled =
                ReviewSet.of(known.texts(), encoder, text -> made.contains(text) ? List.of() : excerpts.of(text));
        ReviewSet others = ReviewSet.of(unlabelled, encoder, excerpts::of);
        NetworkShape shape = plan.network().withVocabulary(vocabulary.size()).withNeutral(known.hasNeutral());
        int skipped = known.size() + heldOut.size() - labelled.reviews().size() - validation.size();
        observer.prepared(labelled.reviews().size(), validation.size(), skipped, shape);
        List<String> asked = asked(unlabelled, labelled, others);
        Optional<EncoderTeacher> teacher =
                job.encoder().map(source -> new EncoderTeacher(source.vectors(), plan, observer, clock));
        Optional<EncoderVerdicts> kept = kept(job, teacher, made.others(known.texts()), asked);
        long tokens = kept.isPresent()
                ? 0
                : teacher.map(asking -> asking.cost(known, heldOut, asked)).orElse(0L);
        observer.planned(TrainingWork.of(plan, tokens, labelled, others));

        Libtorch.prepare(plan.threads());
        Optional<EncoderVerdicts> verdicts =
                kept.or(() -> teacher.map(asking -> asked(job, asking, known, heldOut, asked)));
        List<TokenIds> texts = Stream.concat(labelled.reviews().stream(), others.reviews().stream())
                .toList();
        NetworkFitter fitter = new NetworkFitter(job, shape, texts, validation, observer, clock);
        Dataset lessons = new PseudoLabeler(plan, fitter, verdicts, observer, clock)
                .trainingSet(known, made, labelled, heldOut, unlabelled, others);
        observer.modelStarted();
        Weights best = fitter.fit(MODEL, plan, lessons).best().withHalfPrecisionEmbedding();
        Predictions network = EpochTrainer.logits(best, validation);
        Optional<NgramLogit> ngrams = plan.ngramSlots() == 0
                ? Optional.empty()
                : new NgramLogitFitter(plan, observer, clock).fit(best, lessons, validation, network);
        Predictions logits = ngrams.map(term -> network.and(term, validation)).orElse(network);
        TrainedModel model = new TrainedModel(best, ngrams, vocabulary, validation, logits, fitter.history(MODEL));
        TrainingReport report = new BundleWriter(job, observer, clock, export).write(model, startedAt);
        fitter.forget();
        return report;
    }

    /** What a file keeps of what the encoder says, where that is all. */
    private Optional<EncoderVerdicts> kept(
            TrainingJob job, Optional<EncoderTeacher> teacher, List<String> labelled, List<String> asked) {
        Optional<Path> file = job.encoder().flatMap(TeachingEncoder::verdicts).filter(Files::exists);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        EncoderVerdicts verdicts =
                EncoderVerdicts.read(file.get(), teacher.orElseThrow().identity());
        long missing = verdicts.missing(labelled, asked);
        observer.verdictsRead(file.get(), verdicts.size(), missing);
        return missing == 0 ? Optional.of(verdicts) : Optional.empty();
    }

    private static EncoderVerdicts asked(
            TrainingJob job, EncoderTeacher teacher, LabelledTexts known, LabelledTexts heldOut, List<String> asked) {
        EncoderVerdicts verdicts = teacher.verdicts(known, heldOut, asked);
        job.encoder().flatMap(TeachingEncoder::verdicts).ifPresent(file -> verdicts.write(file, teacher.identity()));
        return verdicts;
    }

    private static Set<String> written(TrainingJob job) {
        return job.training().stream()
                .filter(Corpus::isWrittenForLabels)
                .flatMap(corpus -> corpus.reviews().stream())
                .map(LabelledReview::text)
                .collect(Collectors.toSet());
    }

    private static List<String> asked(List<String> unlabelled, ReviewSet labelled, ReviewSet others) {
        return Stream.of(
                        unlabelled.stream(),
                        labelled.excerpts().stream().map(ReviewSet.Excerpt::text),
                        others.excerpts().stream().map(ReviewSet.Excerpt::text))
                .flatMap(texts -> texts)
                .toList();
    }

    /** Those a model may see: none that it is measured on, and none twice. */
    private List<String> unlabelled(TrainingJob job, LabelledTexts known, LabelledTexts heldOut) {
        if (job.unlabelled().isEmpty()) {
            return List.of();
        }
        Set<String> kept = new HashSet<>(heldOut.texts());
        kept.addAll(known.texts());
        job.test().stream()
                .flatMap(test -> test.reviews().stream())
                .map(LabelledReview::text)
                .forEach(kept::add);
        int all = 0;
        Set<String> used = new LinkedHashSet<>();
        for (UnlabelledCorpus corpus : job.unlabelled()) {
            all += corpus.size();
            used.addAll(corpus.without(kept).texts());
        }
        observer.unlabelled(used.size(), all - used.size());
        return List.copyOf(used);
    }

    private static void requireBothLabels(LabelledTexts texts, String use) {
        if (texts.positives() == 0 || texts.negatives() == 0) {
            throw new TrainingException("the reviews " + use + " are " + texts.positives() + " positive and "
                    + texts.negatives() + " negative ones, and there must be some of both; give more data");
        }
    }
}
