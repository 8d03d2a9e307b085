// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train;

import dev.undertone.linear.NgramSlots;
import dev.undertone.linear.NgramTerm;
import dev.undertone.text.TokenIds;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Learns what n-grams add to the logit of a trained network, from its own view of the reviews nobody labelled and from
 * the labels of the others. A network of this size keeps no rare pairs and triples of tokens; weights for them cost
 * next to no time. Confined to one thread.
 */
final class NgramTermFitter {
    /** N-grams of fewer reviews are left out. */
    private static final int FEWEST_REVIEWS = 15;
    /** Of a known label's log loss against the penalty. */
    private static final double KNOWN_COST = 0.1;
    /** Of what a network says. */
    private static final double TOLD_COST = 0.05;

    private final TrainingPlan plan;
    private final TrainingObserver observer;
    private final InstantSource clock;

    NgramTermFitter(TrainingPlan plan, TrainingObserver observer, InstantSource clock) {
        this.plan = plan;
        this.observer = observer;
        this.clock = clock;
    }

    /** @param given of the texts that {@code labelled} was made from */
    NgramTerm fit(Weights network, ReviewSet labelled, List<Target> given, ReviewSet unlabelled) {
        Instant startedAt = clock.instant();
        List<TokenIds> texts = new ArrayList<>();
        List<Float> labels = new ArrayList<>();
        for (int i = 0; i < labelled.reviews().size(); i++) {
            Target target = given.get(labelled.positions().get(i));
            if (target.isPolar()) {
                texts.add(labelled.reviews().get(i));
                labels.add(target.positive());
            }
        }
        int known = texts.size();
        texts.addAll(unlabelled.reviews());
        float[] targets = new float[texts.size()];
        double[] costs = new double[texts.size()];
        Arrays.fill(costs, 0, known, KNOWN_COST);
        Arrays.fill(costs, known, costs.length, TOLD_COST);
        for (int i = 0; i < known; i++) {
            targets[i] = labels.get(i);
        }
        float[] told = EpochTrainer.logits(network, unlabelled.unlabelled()).polarity();
        for (int i = 0; i < told.length; i++) {
            targets[known + i] = (float) (1 / (1 + Math.exp(-told[i])));
        }
        NgramSlots slots = NgramSlots.of(texts, plan.ngramSlots(), FEWEST_REVIEWS);
        NgramTerm term = NgramTerm.learn(slots, texts, targets, costs, Seeds.of(plan.seed(), Seeds.NGRAM_TERM, 0));
        observer.ngramTermLearned(
                slots.size(), Duration.between(startedAt, clock.instant()).toMillis() / 1e3);
        return term;
    }
}
