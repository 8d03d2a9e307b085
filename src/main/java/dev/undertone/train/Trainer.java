// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train;

import dev.undertone.corpus.Corpus;
import dev.undertone.corpus.LabelledReview;
import dev.undertone.corpus.UnlabelledCorpus;
import dev.undertone.linear.NgramTerm;
import dev.undertone.text.ReviewEncoder;
import dev.undertone.text.TokenIds;
import dev.undertone.text.Vocabulary;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Does a {@link TrainingJob}: splits the reviews, chooses the vocabulary, has reviews without a label labelled by
 * teachers, learns epoch by epoch, keeps the best one, adds what n-grams say, calibrates the sum, and has the bundle
 * written. The same job gives the same model bit for bit, interrupted and resumed or not; dates and durations come from
 * the clock. Confined to one thread, one training at a time in a process.
 */
public final class Trainer {
    private static final String MODEL = "training";

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
        Corpus.Split split = job.training().holdOut(plan.validationShare());
        requireBothLabels(split.training(), "to train on");
        requireBothLabels(split.heldOut(), "held out for validation");
        List<String> unlabelled = unlabelled(job, split.heldOut());
        Vocabulary vocabulary = VocabularyBuilder.build(
                Stream.concat(split.training().reviews().stream().map(LabelledReview::text), unlabelled.stream()),
                plan.network().vocabulary());
        ReviewEncoder encoder = new ReviewEncoder(vocabulary, plan.tokenLimit());
        EncodedCorpus validation = EncodedCorpus.of(split.heldOut(), encoder);
        Excerpts excerpts = new Excerpts(plan.excerpts(), Seeds.random(plan.seed(), Seeds.EXCERPTS, 0));
        ReviewSet labelled = ReviewSet.of(
                split.training().reviews().stream().map(LabelledReview::text).toList(), encoder, excerpts);
        ReviewSet others = ReviewSet.of(unlabelled, encoder, excerpts);
        NetworkShape shape = plan.network().withVocabulary(vocabulary.size());
        int skipped = job.training().size() - labelled.reviews().size() - validation.size();
        observer.prepared(labelled.reviews().size(), validation.size(), skipped, shape);

        Libtorch.prepare(plan.threads());
        List<TokenIds> texts = Stream.concat(labelled.reviews().stream(), others.reviews().stream())
                .toList();
        NetworkFitter fitter = new NetworkFitter(job, shape, texts, validation, observer, clock);
        EncodedCorpus lessons = unlabelled.isEmpty()
                ? labelled.learning(Teachers.labels(split.training()))
                : new Teachers(plan, fitter, observer, clock).lessons(split, labelled, unlabelled, others);
        observer.modelStarted();
        TrainingState state = fitter.fit(MODEL, plan, lessons);
        float[] logits = EpochTrainer.logits(state.best(), validation);
        Optional<NgramTerm> ngrams = plan.ngramSlots() == 0
                ? Optional.empty()
                : Optional.of(new NgramTermFitter(plan, observer, clock)
                        .fit(state.best(), labelled, Teachers.labels(split.training()), others));
        ngrams.ifPresent(term -> {
            for (int i = 0; i < logits.length; i++) {
                logits[i] += term.logit(validation.reviews().get(i));
            }
        });
        TrainedModel model = new TrainedModel(state.best(), ngrams, vocabulary, validation, logits, state.history());
        TrainingReport report = new BundleWriter(job, observer, clock, export).write(model, startedAt);
        fitter.forget();
        return report;
    }

    /** Those a model may see: none that it is measured on, and none twice. */
    private List<String> unlabelled(TrainingJob job, Corpus heldOut) {
        if (job.unlabelled().isEmpty()) {
            return List.of();
        }
        Set<String> kept = new HashSet<>();
        Stream.concat(heldOut.reviews().stream(), job.test().stream().flatMap(test -> test.reviews().stream()))
                .map(LabelledReview::text)
                .forEach(kept::add);
        UnlabelledCorpus all = job.unlabelled().get();
        UnlabelledCorpus used = all.without(kept);
        observer.unlabelled(used.size(), all.size() - used.size());
        return used.texts();
    }

    private static void requireBothLabels(Corpus corpus, String use) {
        long positives = corpus.positives();
        if (positives == 0 || positives == corpus.size()) {
            throw new TrainingException("the reviews " + use + " are " + positives + " positive and "
                    + (corpus.size() - positives) + " negative ones, and there must be some of both; give more data");
        }
    }
}
