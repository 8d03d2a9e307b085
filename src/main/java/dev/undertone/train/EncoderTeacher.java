// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train;

import dev.undertone.encoder.TextVectors;
import dev.undertone.train.data.LabelledTexts;
import dev.undertone.train.data.Target;
import dev.undertone.train.fit.Predictions;
import dev.undertone.train.fit.TrainingObserver;
import dev.undertone.train.network.VectorClassifier;
import dev.undertone.train.plan.Seeds;
import dev.undertone.train.plan.TrainingPlan;
import dev.undertone.train.tune.TunedEncoder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A sentence encoder that teaches: a classifier on its vectors, learned from the texts with a label, says of any text
 * how positive and how neutral it is (Tang et al. 2019, "Distilling Task-Specific Knowledge from BERT into Simple
 * Neural Networks"). Of the texts it learned from it would repeat what it was told, so for those others speak that did
 * not see them. Confined to one thread.
 */
final class EncoderTeacher {
    private static final int HIDDEN = 64;
    private static final int EPOCHS = 8;
    /** Of a few texts an epoch is soon over. */
    private static final int FEWEST_STEPS = 400;

    private static final int FOLDS = 4;
    /**
     * What a tuned encoder says counts so much, where there is one, and what the classifier on vectors says the rest.
     */
    private static final float TUNED_SHARE = 0.75f;

    private final TextVectors vectors;
    private final VectorClassifier classifier;
    private final LabelledTexts learned;
    private final long seed;
    private final Optional<TunedEncoder> tuned;

    private EncoderTeacher(
            TextVectors vectors,
            VectorClassifier classifier,
            LabelledTexts learned,
            long seed,
            Optional<TunedEncoder> tuned) {
        this.vectors = vectors;
        this.classifier = classifier;
        this.learned = learned;
        this.seed = seed;
        this.tuned = tuned;
    }

    /**
     * Computes the vectors that are missing, of {@code others} too, and learns.
     *
     * @param learned the texts to learn from
     * @param heldOut to measure on
     * @param others that will be asked about
     */
    static EncoderTeacher learn(
            TextVectors vectors,
            LabelledTexts learned,
            LabelledTexts heldOut,
            List<String> others,
            TrainingPlan plan,
            TrainingObserver observer,
            InstantSource clock) {
        List<String> all = new ArrayList<>(learned.texts());
        all.addAll(heldOut.texts());
        all.addAll(others);
        List<String> missing = vectors.missing(all);
        observer.vectorsStarted(
                vectors.encoder(), all.size() - missing.size(), missing.size(), TextVectors.cost(missing));
        // A vector is the same whichever thread computes it.
        vectors.compute(missing, Runtime.getRuntime().availableProcessors(), observer::vectorsComputed);
        Instant startedAt = clock.instant();
        long seed = Seeds.of(plan.seed(), Seeds.VECTORS, 0);
        VectorClassifier classifier = fit(vectors, learned.texts(), learned.targets(), seed);
        EncoderTeacher teacher = new EncoderTeacher(vectors, classifier, learned, seed, Optional.empty());
        Predictions logits = teacher.logits(heldOut.texts());
        long right = 0;
        long polar = 0;
        for (int i = 0; i < heldOut.size(); i++) {
            Target target = heldOut.targets().get(i);
            if (target.isPolar()) {
                polar++;
                right += logits.polarity()[i] >= 0 == target.positive() >= 0.5f ? 1 : 0;
            }
        }
        observer.encoderLearned(
                (double) right / polar,
                Duration.between(startedAt, clock.instant()).toMillis() / 1e3);
        if (!plan.distillation().tunedEncoder()) {
            return teacher;
        }
        TunedEncoder tuned = TunedEncoder.learn(vectors, learned, heldOut, others, plan, observer, clock);
        return new EncoderTeacher(vectors, classifier, learned, seed, Optional.of(tuned));
    }

    private static VectorClassifier fit(TextVectors vectors, List<String> texts, List<Target> targets, long seed) {
        int steps = EPOCHS * texts.size() / VectorClassifier.BATCH;
        int epochs = EPOCHS * Math.max(1, FEWEST_STEPS / Math.max(1, steps));
        List<float[]> inputs = texts.stream().map(vectors::vector).toList();
        return VectorClassifier.learn(inputs, targets, HIDDEN, epochs, seed);
    }

    /** Of texts that it did not learn from. */
    Predictions logits(List<String> texts) {
        float[] polarity = new float[texts.size()];
        float[] neutral = new float[texts.size()];
        for (int i = 0; i < polarity.length; i++) {
            double[] said = classifier.logits(vectors.vector(texts.get(i)));
            polarity[i] = (float) said[0];
            neutral[i] = (float) said[1];
        }
        Predictions untuned = new Predictions(polarity, neutral);
        return tuned.map(teacher -> mixed(teacher.logits(texts), untuned)).orElse(untuned);
    }

    private static Predictions mixed(Predictions tuned, Predictions untuned) {
        float[] polarity = new float[tuned.polarity().length];
        float[] neutral = new float[polarity.length];
        for (int i = 0; i < polarity.length; i++) {
            polarity[i] = TUNED_SHARE * tuned.polarity()[i] + (1 - TUNED_SHARE) * untuned.polarity()[i];
            neutral[i] = TUNED_SHARE * tuned.neutral()[i] + (1 - TUNED_SHARE) * untuned.neutral()[i];
        }
        return new Predictions(polarity, neutral);
    }

    /** Of the texts that it learned from, by classifiers that did not. */
    Predictions ofLearned() {
        int size = learned.size();
        float[] polarity = new float[size];
        float[] neutral = new float[size];
        for (int fold = 0; fold < FOLDS; fold++) {
            List<String> texts = new ArrayList<>();
            List<Target> targets = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                if (i % FOLDS != fold) {
                    texts.add(learned.texts().get(i));
                    targets.add(learned.targets().get(i));
                }
            }
            VectorClassifier others = fit(vectors, texts, targets, seed + 1 + fold);
            for (int i = fold; i < size; i += FOLDS) {
                double[] said = others.logits(vectors.vector(learned.texts().get(i)));
                polarity[i] = (float) said[0];
                neutral[i] = (float) said[1];
            }
        }
        return new Predictions(polarity, neutral);
    }
}
