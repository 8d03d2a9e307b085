// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train;

import dev.undertone.corpus.Corpus;
import dev.undertone.corpus.LabelledReview;
import dev.undertone.linear.NgramClassifier;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Labels reviews nobody labelled, as {@link Distillation} says: first an n-gram classifier does, then networks learn
 * from its labels and have their say too. Confined to one thread.
 */
final class Teachers {
    /**
     * A network learns from one half of the reviews and labels the other: of those it learned from it repeats what it
     * was told.
     */
    private static final int HALVES = 2;

    private final TrainingPlan plan;
    private final NetworkFitter fitter;
    private final TrainingObserver observer;
    private final InstantSource clock;

    Teachers(TrainingPlan plan, NetworkFitter fitter, TrainingObserver observer, InstantSource clock) {
        this.plan = plan;
        this.fitter = fitter;
        this.observer = observer;
        this.clock = clock;
    }

    /**
     * Every review the model is to learn from.
     *
     * @param split the reviews with a label
     * @param labelled its training part
     * @param texts the reviews without a label
     * @param unlabelled the same
     */
    EncodedCorpus lessons(Corpus.Split split, ReviewSet labelled, List<String> texts, ReviewSet unlabelled) {
        double[] sums = ngrams(split, texts);
        EncodedCorpus known = labelled.learning(labels(split.training()));
        double[] fromNgrams = probabilities(sums, 1);
        int networks = plan.distillation().networks();
        for (int number = 1; number <= networks; number++) {
            for (int half = 0; half < HALVES; half++) {
                observer.teacherStarted(HALVES * (number - 1) + half + 1, HALVES * networks);
                EncodedCorpus lessons = known.and(unlabelled.fold(half, HALVES).learning(fromNgrams));
                TrainingState taught = fitter.fit("teacher-" + number + "-" + half, teacherPlan(number), lessons);
                ReviewSet others = unlabelled.fold(HALVES - 1 - half, HALVES);
                float[] logits = EpochTrainer.logits(taught.best(), others.unlabelled());
                for (int i = 0; i < logits.length; i++) {
                    sums[others.positions().get(i)] += logits[i];
                }
            }
        }
        return known.and(unlabelled.learning(probabilities(sums, 1 + networks)));
    }

    private double[] ngrams(Corpus.Split split, List<String> texts) {
        Instant startedAt = clock.instant();
        NgramClassifier classifier =
                NgramClassifier.learn(split.training().reviews(), texts, Seeds.of(plan.seed(), Seeds.NGRAMS, 0));
        List<LabelledReview> heldOut = split.heldOut().reviews();
        long right = heldOut.stream()
                .filter(review -> classifier.logit(review.text()) >= 0 == review.positive())
                .count();
        double[] logits = texts.stream().mapToDouble(classifier::logit).toArray();
        double seconds = Duration.between(startedAt, clock.instant()).toMillis() / 1e3;
        observer.ngramsLearned((double) right / heldOut.size(), seconds);
        return logits;
    }

    /** 1 for each positive review, 0 for each other. */
    static double[] labels(Corpus corpus) {
        return corpus.reviews().stream()
                .mapToDouble(review -> review.positive() ? 1 : 0)
                .toArray();
    }

    private static double[] probabilities(double[] sums, int voices) {
        double[] probabilities = new double[sums.length];
        for (int i = 0; i < sums.length; i++) {
            probabilities[i] = 1 / (1 + Math.exp(-sums[i] / voices));
        }
        return probabilities;
    }

    /** Without adversarial steps, which cost as much as a second network and gain less. */
    private TrainingPlan teacherPlan(int number) {
        Optimization optimization = plan.optimization();
        return plan.withSeed(Seeds.of(plan.seed(), Seeds.TEACHER, number))
                .withRegularization(plan.regularization().withoutAdversarial())
                .withOptimization(optimization.withEpochs(plan.distillation().epochs()));
    }
}
