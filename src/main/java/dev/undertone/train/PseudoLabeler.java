// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train;

import dev.undertone.corpus.LabelledReview;
import dev.undertone.ngram.NgramClassifier;
import dev.undertone.train.data.Dataset;
import dev.undertone.train.data.LabelledTexts;
import dev.undertone.train.data.MadeTexts;
import dev.undertone.train.data.ReviewSet;
import dev.undertone.train.data.Target;
import dev.undertone.train.fit.EpochTrainer;
import dev.undertone.train.fit.NetworkFitter;
import dev.undertone.train.fit.Predictions;
import dev.undertone.train.fit.TrainingObserver;
import dev.undertone.train.fit.TrainingState;
import dev.undertone.train.plan.Distillation;
import dev.undertone.train.plan.Optimization;
import dev.undertone.train.plan.Seeds;
import dev.undertone.train.plan.TrainingPlan;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Labels texts nobody labelled, as {@link Distillation} says: an n-gram classifier does, a sentence encoder where there
 * is one, then networks learn from their labels and have their say too. The encoder also has a say on labels that
 * people gave, and on every excerpt. Confined to one thread.
 */
final class PseudoLabeler {
    /**
     * A network learns from one half of the reviews and labels the other: of those it learned from it repeats what it
     * was told.
     */
    private static final int HALVES = 2;
    /** What the encoder says of a text counts as much as this many of the others. */
    private static final double ENCODER_VOICES = 2;
    /** Of a text that n-grams tell as much of as they ever will. */
    private static final double ENOUGH_TOKENS = 60;
    /** Of a target that a person gave, what comes from the encoder all the same: people err, and texts are torn. */
    private static final float SOFTENING = 0.3f;
    /** In the loss, of a text that was written for its label: nothing else says as clearly what a negation does. */
    private static final float WRITTEN_WEIGHT = 2;
    /** In the loss, of what a teacher says about neutral beside what a person says. */
    private static final float TOLD_NEUTRAL = 0.5f;

    private final TrainingPlan plan;
    private final NetworkFitter fitter;
    private final Optional<EncoderVerdicts> encoder;
    private final TrainingObserver observer;
    private final InstantSource clock;

    PseudoLabeler(
            TrainingPlan plan,
            NetworkFitter fitter,
            Optional<EncoderVerdicts> encoder,
            TrainingObserver observer,
            InstantSource clock) {
        this.plan = plan;
        this.fitter = fitter;
        this.encoder = encoder;
        this.observer = observer;
        this.clock = clock;
    }

    /**
     * Every review the model is to learn from.
     *
     * @param known the texts with a label, and {@code labelled} the same as a network reads them
     * @param made those of {@code known} that were made for their labels, which no teacher softens
     * @param heldOut to measure on
     * @param texts those without a label, and {@code unlabelled} the same as a network reads them
     */
    Dataset trainingSet(
            LabelledTexts known,
            MadeTexts made,
            ReviewSet labelled,
            LabelledTexts heldOut,
            List<String> texts,
            ReviewSet unlabelled) {
        Dataset given = learning(labelled, softened(known, made));
        if (texts.isEmpty()) {
            return given;
        }
        Voices voices = new Voices(texts.size());
        Optional<Predictions> said = encoder.map(verdicts -> verdicts.ofOthers(texts));
        double[] ngrams = ngrams(known.polar(), heldOut.polar(), texts);
        for (int review = 0; review < unlabelled.reviews().size(); review++) {
            int text = unlabelled.positions().get(review);
            int length = unlabelled.reviews().get(review).length();
            // Of a few words n-grams say little, and would only make less sure what the encoder says.
            double share = said.isPresent() ? Math.min(1, length / ENOUGH_TOKENS) : 1;
            voices.add(text, ngrams[text], share);
            said.ifPresent(logits -> voices.add(text, logits.polarity()[text], ENCODER_VOICES));
        }
        List<Target> told = voices.targets(said);
        int networks = plan.distillation().networks();
        for (int number = 1; number <= networks; number++) {
            for (int half = 0; half < HALVES; half++) {
                observer.teacherStarted(HALVES * (number - 1) + half + 1, HALVES * networks);
                Dataset lessons = given.and(learning(unlabelled.fold(half, HALVES), told));
                TrainingState taught = fitter.fit("teacher-" + number + "-" + half, teacherPlan(number), lessons);
                ReviewSet others = unlabelled.fold(HALVES - 1 - half, HALVES);
                float[] logits =
                        EpochTrainer.logits(taught.best(), others.unlabelled()).polarity();
                for (int i = 0; i < logits.length; i++) {
                    voices.add(others.positions().get(i), logits[i], 1);
                }
            }
        }
        return given.and(learning(unlabelled, voices.targets(said)));
    }

    /** With targets of their own for the excerpts where an encoder can give them. */
    private Dataset learning(ReviewSet reviews, List<Target> targets) {
        if (encoder.isEmpty() || reviews.excerpts().isEmpty()) {
            return reviews.learning(targets);
        }
        List<String> sentences =
                reviews.excerpts().stream().map(ReviewSet.Excerpt::text).toList();
        Predictions said = encoder.get().ofOthers(sentences);
        return reviews.learning(
                targets, excerpt -> told(said.polarity()[excerpt], Optional.of(said.neutral()[excerpt])));
    }

    private List<Target> softened(LabelledTexts known, MadeTexts made) {
        if (encoder.isEmpty()) {
            return known.targets();
        }
        List<Target> targets = new ArrayList<>();
        for (int i = 0; i < known.size(); i++) {
            String text = known.texts().get(i);
            Target given = known.targets().get(i);
            if (made.written().contains(text)) {
                targets.add(given.weighted(WRITTEN_WEIGHT));
            } else if (made.joined().contains(text)) {
                targets.add(given);
            } else {
                Predictions said = encoder.get().ofLearned(List.of(text));
                targets.add(softened(given, said.polarity()[0], said.neutral()[0]));
            }
        }
        return targets;
    }

    private static Target softened(Target given, float polarity, float neutral) {
        float positive = sigmoid(polarity);
        float neither = sigmoid(neutral);
        return new Target(
                given.positiveWeight() > 0 ? mixed(given.positive(), positive) : positive,
                given.positiveWeight() > 0 ? given.positiveWeight() : TOLD_NEUTRAL,
                given.neutralWeight() > 0 ? mixed(given.neutral(), neither) : 0,
                given.neutralWeight());
    }

    private static float mixed(float given, float said) {
        return given * (1 - SOFTENING) + said * SOFTENING;
    }

    private static Target told(double polarity, Optional<Float> neutral) {
        return new Target(
                sigmoid(polarity),
                1,
                neutral.map(PseudoLabeler::sigmoid).orElse(0f),
                neutral.isPresent() ? TOLD_NEUTRAL : 0);
    }

    private double[] ngrams(List<LabelledReview> known, List<LabelledReview> heldOut, List<String> texts) {
        Instant startedAt = clock.instant();
        NgramClassifier classifier = NgramClassifier.learn(known, texts, Seeds.of(plan.seed(), Seeds.NGRAMS, 0));
        long right = heldOut.stream()
                .filter(review -> classifier.logit(review.text()) >= 0 == review.positive())
                .count();
        double[] logits = texts.stream().mapToDouble(classifier::logit).toArray();
        double seconds = Duration.between(startedAt, clock.instant()).toMillis() / 1e3;
        observer.ngramsLearned((double) right / heldOut.size(), seconds);
        return logits;
    }

    private static float sigmoid(double logit) {
        return (float) (1 / (1 + Math.exp(-logit)));
    }

    /** Without adversarial steps, which cost as much as a second network and gain less. */
    private TrainingPlan teacherPlan(int number) {
        Optimization optimization = plan.optimization();
        return plan.toBuilder()
                .seed(Seeds.of(plan.seed(), Seeds.TEACHER, number))
                .regularization(plan.regularization().withoutAdversarial())
                .optimization(optimization.withEpochs(plan.distillation().epochs()))
                .build();
    }

    /** Weighted means of logits, one for each text. */
    private static final class Voices {
        private final double[] sums;
        private final double[] weights;

        private Voices(int texts) {
            this.sums = new double[texts];
            this.weights = new double[texts];
        }

        private void add(int text, double logit, double weight) {
            sums[text] += weight * logit;
            weights[text] += weight;
        }

        private List<Target> targets(Optional<Predictions> said) {
            List<Target> targets = new ArrayList<>(sums.length);
            for (int i = 0; i < sums.length; i++) {
                int text = i;
                targets.add(told(sums[i] / weights[i], said.map(logits -> logits.neutral()[text])));
            }
            return targets;
        }
    }
}
