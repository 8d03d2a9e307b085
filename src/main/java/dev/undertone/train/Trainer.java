// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train;

import dev.undertone.corpus.Corpus;
import dev.undertone.corpus.LabelledReview;
import dev.undertone.text.ReviewEncoder;
import dev.undertone.text.Vocabulary;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;

/**
 * Does a {@link TrainingJob}: splits the reviews, chooses the vocabulary, learns epoch by epoch, keeps the best one, calibrates it,
 * and has the bundle written. The same job gives the same model bit for bit, interrupted and resumed or not; dates and durations
 * come from the clock. Confined to one thread, one training at a time in a process.
 */
public final class Trainer {
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
     * @throws TrainingException if the data do not suffice, the checkpoint does not fit, or the exported graph is not the network
     */
    public TrainingReport train(TrainingJob job) {
        Instant startedAt = clock.instant();
        // Better now than after the last epoch.
        StagedFolder.requireReplaceable(job.out());
        TrainingPlan plan = job.plan();
        Corpus.Split split = job.training().holdOut(plan.validationShare());
        requireBothLabels(split.training(), "to train on");
        requireBothLabels(split.heldOut(), "held out for validation");
        Vocabulary vocabulary =
                VocabularyBuilder.build(split.training(), plan.network().vocabulary());
        ReviewEncoder encoder = new ReviewEncoder(vocabulary, plan.tokenLimit());
        EncodedCorpus training = EncodedCorpus.of(split.training(), encoder);
        EncodedCorpus validation = EncodedCorpus.of(split.heldOut(), encoder);
        NetworkShape shape = plan.network().withVocabulary(vocabulary.size());
        int skipped = job.training().size() - training.size() - validation.size();
        observer.prepared(training.size(), validation.size(), skipped, shape);

        Libtorch.prepare(plan.threads());
        CheckpointFile checkpoint = new CheckpointFile(
                job.checkpoint(), plan + " on " + job.training().hash());
        TrainingState state = start(job, checkpoint, shape, training);
        EpochTrainer epochs = new EpochTrainer(plan, training, validation, observer, clock);
        while (state.epochsDone() < plan.optimization().epochs()) {
            state = epochs.next(state);
            checkpoint.write(state);
        }

        TrainedModel model = new TrainedModel(
                state.best(), vocabulary, validation, EpochTrainer.logits(state.best(), validation), state.history());
        TrainingReport report = new BundleWriter(job, observer, clock, export).write(model, startedAt);
        checkpoint.delete();
        return report;
    }

    private TrainingState start(
            TrainingJob job, CheckpointFile checkpoint, NetworkShape shape, EncodedCorpus training) {
        Optional<TrainingState> kept = job.resume() ? checkpoint.read(shape) : Optional.empty();
        kept.ifPresent(state -> observer.resumed(state.history().get(state.epochsDone() - 1)));
        return kept.orElseGet(() -> TrainingState.fresh(firstWeights(job.plan(), shape, training)));
    }

    private Weights firstWeights(TrainingPlan plan, NetworkShape shape, EncodedCorpus training) {
        if (plan.wordVectorPasses() == 0) {
            return Initialization.draw(shape, plan.seed());
        }
        observer.wordVectorsStarted(plan.wordVectorPasses());
        float[] vectors = WordVectors.learn(
                training.reviews(), shape.vocabulary(), shape.embedding(), plan.wordVectorPasses(), plan.seed());
        return Initialization.draw(shape, plan.seed(), vectors);
    }

    private static void requireBothLabels(Corpus corpus, String use) {
        long positives =
                corpus.reviews().stream().filter(LabelledReview::positive).count();
        if (positives == 0 || positives == corpus.size()) {
            throw new TrainingException("the reviews " + use + " are " + positives + " positive and "
                    + (corpus.size() - positives) + " negative ones, and there must be some of both; give more data");
        }
    }
}
