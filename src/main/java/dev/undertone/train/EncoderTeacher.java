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
import java.util.stream.Stream;

/**
 * Has a sentence encoder say of any text how positive and how neutral it is, by a classifier on its vectors that learns
 * from the texts with a label (Tang et al. 2019, "Distilling Task-Specific Knowledge from BERT into Simple Neural
 * Networks"), or by the encoder itself where that is tuned. Of the texts it learned from a classifier would repeat what
 * it was told, so for those others speak that did not see them. Confined to one thread.
 */
final class EncoderTeacher {
    private static final int HIDDEN = 64;
    private static final int EPOCHS = 8;
    /** Of a few texts an epoch is soon over. */
    private static final int FEWEST_STEPS = 400;

    private static final int FOLDS = 4;

    private final TextVectors vectors;
    private final TrainingPlan plan;
    private final TrainingObserver observer;
    private final InstantSource clock;
    private final long seed;

    EncoderTeacher(TextVectors vectors, TrainingPlan plan, TrainingObserver observer, InstantSource clock) {
        this.vectors = vectors;
        this.plan = plan;
        this.observer = observer;
        this.clock = clock;
        this.seed = Seeds.of(plan.seed(), Seeds.VECTORS, 0);
    }

    /** Who speaks: equal for the same encoder, tuned or not. */
    String identity() {
        return vectors.source().fingerprint() + (tunes() ? " tuned" : "");
    }

    /** About how long asking takes, in the unit of {@link TextVectors#cost}. */
    long cost(LabelledTexts learned, LabelledTexts heldOut, List<String> others) {
        return TextVectors.cost(vectors.missing(toEncode(learned, heldOut, others)))
                + (tunes() ? TunedEncoder.cost(vectors, learned, others, plan.seed()) : 0);
    }

    /**
     * Computes the vectors that are missing, learns, and asks.
     *
     * @param learned the texts to learn from
     * @param heldOut to measure on
     * @param others to ask about, beside those that were learned from
     */
    EncoderVerdicts verdicts(LabelledTexts learned, LabelledTexts heldOut, List<String> others) {
        List<String> all = toEncode(learned, heldOut, others);
        List<String> missing = vectors.missing(all);
        observer.vectorsStarted(
                vectors.encoder(), all.size() - missing.size(), missing.size(), TextVectors.cost(missing));
        // A vector is the same whichever thread computes it.
        vectors.compute(missing, Runtime.getRuntime().availableProcessors(), observer::vectorsComputed);
        Instant startedAt = clock.instant();
        VectorClassifier classifier = fit(learned.texts(), learned.targets(), seed);
        observer.encoderLearned(
                logits(classifier, heldOut.texts()).accuracy(heldOut.targets()),
                Duration.between(startedAt, clock.instant()).toMillis() / 1e3);
        Predictions ofOthers = tunes()
                ? TunedEncoder.learn(vectors, learned, heldOut, others, plan, observer, clock)
                        .logits(others)
                : logits(classifier, others);
        return EncoderVerdicts.of(learned.texts(), ofLearned(learned), others, ofOthers);
    }

    private boolean tunes() {
        return plan.distillation().tunedEncoder();
    }

    /** What nobody labelled only needs a vector where no tuned encoder speaks of it. */
    private List<String> toEncode(LabelledTexts learned, LabelledTexts heldOut, List<String> others) {
        return Stream.of(learned.texts(), heldOut.texts(), tunes() ? List.<String>of() : others)
                .flatMap(List::stream)
                .toList();
    }

    private VectorClassifier fit(List<String> texts, List<Target> targets, long fitSeed) {
        int steps = EPOCHS * texts.size() / VectorClassifier.BATCH;
        int epochs = EPOCHS * Math.max(1, FEWEST_STEPS / Math.max(1, steps));
        List<float[]> inputs = texts.stream().map(vectors::vector).toList();
        return VectorClassifier.learn(inputs, targets, HIDDEN, epochs, fitSeed);
    }

    private Predictions logits(VectorClassifier classifier, List<String> texts) {
        float[] polarity = new float[texts.size()];
        float[] neutral = new float[texts.size()];
        for (int i = 0; i < polarity.length; i++) {
            double[] said = classifier.logits(vectors.vector(texts.get(i)));
            polarity[i] = (float) said[0];
            neutral[i] = (float) said[1];
        }
        return new Predictions(polarity, neutral);
    }

    /** By classifiers that did not learn from the text. */
    private Predictions ofLearned(LabelledTexts learned) {
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
            VectorClassifier others = fit(texts, targets, seed + 1 + fold);
            for (int i = fold; i < size; i += FOLDS) {
                double[] said = others.logits(vectors.vector(learned.texts().get(i)));
                polarity[i] = (float) said[0];
                neutral[i] = (float) said[1];
            }
        }
        return new Predictions(polarity, neutral);
    }
}
