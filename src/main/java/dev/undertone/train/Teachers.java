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
 * Labels reviews nobody labelled, as {@link Distillation} says: first an n-gram classifier does, then networks learn from its labels
 * and have their say too. Confined to one thread.
 */
final class Teachers {
    private final TrainingPlan plan;
    private final Corpus.Split split;
    private final EncodedCorpus training;
    private final UnlabelledReviews unlabelled;
    private final NetworkFitter fitter;
    private final TrainingObserver observer;
    private final InstantSource clock;

    Teachers(
            TrainingPlan plan,
            Corpus.Split split,
            EncodedCorpus training,
            UnlabelledReviews unlabelled,
            NetworkFitter fitter,
            TrainingObserver observer,
            InstantSource clock) {
        this.plan = plan;
        this.split = split;
        this.training = training;
        this.unlabelled = unlabelled;
        this.fitter = fitter;
        this.observer = observer;
        this.clock = clock;
    }

    /** Every review the model is to learn from: those with their labels, and the others with the teachers'. */
    EncodedCorpus lessons() {
        double[] sums = ngrams();
        EncodedCorpus fromNgrams = training.and(unlabelled.labelled(sums));
        int networks = plan.distillation().networks();
        for (int number = 1; number <= networks; number++) {
            observer.teacherStarted(number, networks);
            TrainingState taught = fitter.fit("teacher-" + number, teacherPlan(number), fromNgrams);
            float[] logits = EpochTrainer.logits(taught.best(), unlabelled.unlabelled());
            for (int i = 0; i < sums.length; i++) {
                sums[i] += logits[i];
            }
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] /= 1 + networks;
        }
        return training.and(unlabelled.labelled(sums));
    }

    private double[] ngrams() {
        Instant startedAt = clock.instant();
        NgramClassifier classifier = NgramClassifier.learn(
                split.training().reviews(), unlabelled.texts(), Seeds.of(plan.seed(), Seeds.NGRAMS, 0));
        List<LabelledReview> heldOut = split.heldOut().reviews();
        long right = heldOut.stream()
                .filter(review -> classifier.logit(review.text()) >= 0 == review.positive())
                .count();
        double[] logits =
                unlabelled.texts().stream().mapToDouble(classifier::logit).toArray();
        double seconds = Duration.between(startedAt, clock.instant()).toMillis() / 1e3;
        observer.ngramsLearned((double) right / heldOut.size(), seconds);
        return logits;
    }

    /** Without adversarial steps, which cost as much as a second network and gain less. */
    private TrainingPlan teacherPlan(int number) {
        Optimization optimization = plan.optimization();
        return plan.withSeed(Seeds.of(plan.seed(), Seeds.TEACHER, number))
                .withRegularization(plan.regularization().withoutAdversarial())
                .withOptimization(optimization.withEpochs(plan.distillation().epochs()));
    }
}
