// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.fit;

import dev.undertone.corpus.Corpus;
import dev.undertone.corpus.LabelledReview;
import dev.undertone.text.ReviewEncoder;
import dev.undertone.text.TokenIds;
import dev.undertone.text.Vocabulary;
import dev.undertone.train.data.Dataset;
import dev.undertone.train.data.ReviewSet;
import dev.undertone.train.data.SentenceSampler;
import dev.undertone.train.data.Target;
import dev.undertone.train.data.VocabularyBuilder;
import dev.undertone.train.network.Libtorch;
import dev.undertone.train.network.Weights;
import dev.undertone.train.plan.NetworkShape;
import dev.undertone.train.plan.TrainingException;
import dev.undertone.train.plan.TrainingPlan;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * The training of a network alone, for those who compare networks rather than serve one: as {@code Trainer} trains on
 * labelled reviews, and without bundle, checkpoint or calibration. The same plan and reviews give the same network bit
 * for bit. Confined to one thread, one training at a time in a process.
 */
public final class NetworkTraining {
    private final TrainingPlan plan;
    private final ReviewEncoder encoder;
    private final Dataset training;
    private final Dataset heldOut;
    private final Weights start;

    /**
     * Chooses the vocabulary, encodes the reviews and draws the weights to start from.
     *
     * @param split reviews to learn from, and those that choose the epoch
     * @param layout what is done to the token ids of each review before the network reads them
     * @throws TrainingException if a part lacks one of the labels, or where there is no libtorch for this machine
     */
    public NetworkTraining(TrainingPlan plan, Corpus.Split split, UnaryOperator<TokenIds> layout) {
        this.plan = Objects.requireNonNull(plan, "plan");
        requireBothLabels(split.training(), "to train on");
        requireBothLabels(split.heldOut(), "held out to choose the epoch");
        Libtorch.prepare(plan.threads());
        List<String> texts =
                split.training().reviews().stream().map(LabelledReview::text).toList();
        Vocabulary vocabulary =
                VocabularyBuilder.build(texts.stream(), plan.network().vocabulary());
        this.encoder = new ReviewEncoder(vocabulary, plan.tokenLimit());
        SentenceSampler excerpts = new SentenceSampler(plan.excerpts(), SentenceSampler.SHORT);
        ReviewSet reviews = ReviewSet.of(texts, encoder, excerpts::of);
        this.training = reviews.learning(targets(split.training())).map(layout);
        this.heldOut = Dataset.of(split.heldOut(), encoder).map(layout);
        NetworkShape shape = plan.network().withVocabulary(vocabulary.size());
        this.start = new FirstWeights(plan, shape, reviews.reviews(), TrainingObserver.NONE).draw(plan.seed());
    }

    /** What makes texts into what the network reads, before the layout. */
    public ReviewEncoder encoder() {
        return encoder;
    }

    /** How many texts an epoch passes over, excerpts included. */
    public int trainingReviews() {
        return training.size();
    }

    public int heldOutReviews() {
        return heldOut.size();
    }

    /** The network before the first step. */
    public TrainedNetwork untrained() {
        return new TrainedNetwork(start, List.of(), false);
    }

    /** The network of the best epoch. If the loss grows beyond all numbers, the epochs until then are what there is. */
    public TrainedNetwork train(TrainingObserver observer) {
        EpochTrainer epochs = new EpochTrainer(plan, training, heldOut, observer, InstantSource.system());
        TrainingState state = TrainingState.fresh(start);
        boolean diverged = false;
        while (!diverged && state.epochsDone() < plan.optimization().epochs()) {
            try {
                state = epochs.next(state);
            } catch (TrainingException e) {
                // Of interest here: a comparison says which networks do this.
                diverged = true;
            }
        }
        return new TrainedNetwork(state.best(), state.history(), diverged);
    }

    private static List<Target> targets(Corpus corpus) {
        return corpus.reviews().stream()
                .map(review -> Target.of(review.label()).polar())
                .toList();
    }

    private static void requireBothLabels(Corpus corpus, String use) {
        long positives = corpus.positives();
        if (positives == 0 || positives == corpus.size()) {
            throw new TrainingException("of the " + corpus.size() + " reviews " + use + " " + positives
                    + " are positive, and there must be some of both labels; give more data or larger --sizes");
        }
    }
}
