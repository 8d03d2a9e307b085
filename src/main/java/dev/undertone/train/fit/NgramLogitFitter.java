// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.fit;

import dev.undertone.ngram.NgramHashTable;
import dev.undertone.ngram.NgramLogit;
import dev.undertone.text.TokenIds;
import dev.undertone.train.data.Dataset;
import dev.undertone.train.data.ReviewSet;
import dev.undertone.train.data.Target;
import dev.undertone.train.network.Weights;
import dev.undertone.train.plan.Seeds;
import dev.undertone.train.plan.TrainingPlan;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Learns what n-grams add to the logit of a trained network, from its own view of the reviews nobody labelled and from
 * the labels of the others. A network of this size keeps no rare pairs and triples of tokens; weights for them cost
 * next to no time. Confined to one thread.
 */
public final class NgramLogitFitter {
    /** N-grams of fewer reviews are left out. */
    private static final int FEWEST_REVIEWS = 15;
    /** Of a known label's log loss against the penalty; the one is kept with which held-out reviews fare best. */
    private static final double[] KNOWN_COSTS = {1, 4, 16};
    /** Of what a network says, in proportion. */
    private static final double TOLD_SHARE = 0.5;
    /** What the n-grams' logit is multiplied with, likewise. */
    private static final float[] FACTORS = {0.25f, 0.5f, 0.75f, 1, 1.5f};

    private final TrainingPlan plan;
    private final TrainingObserver observer;
    private final InstantSource clock;

    public NgramLogitFitter(TrainingPlan plan, TrainingObserver observer, InstantSource clock) {
        this.plan = plan;
        this.observer = observer;
        this.clock = clock;
    }

    /**
     * What to add, if anything is worth adding.
     *
     * @param given of the texts that {@code labelled} was made from
     * @param heldOut to choose by
     * @param said what the network says of them
     */
    public Optional<NgramLogit> fit(
            Weights network,
            ReviewSet labelled,
            List<Target> given,
            ReviewSet unlabelled,
            Dataset heldOut,
            Predictions said) {
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
        for (int i = 0; i < known; i++) {
            targets[i] = labels.get(i);
        }
        float[] told = EpochTrainer.logits(network, unlabelled.unlabelled()).polarity();
        for (int i = 0; i < told.length; i++) {
            targets[known + i] = (float) (1 / (1 + Math.exp(-told[i])));
        }
        NgramHashTable slots = NgramHashTable.of(texts, plan.ngramSlots(), FEWEST_REVIEWS);
        double least = logLoss(said, heldOut);
        Optional<NgramLogit> best = Optional.empty();
        // Each alone gives the same, so that two cores may work at two.
        List<NgramLogit> terms = Arrays.stream(KNOWN_COSTS)
                .parallel()
                .mapToObj(cost -> {
                    double[] costs = new double[texts.size()];
                    Arrays.fill(costs, 0, known, cost);
                    Arrays.fill(costs, known, costs.length, TOLD_SHARE * cost);
                    return NgramLogit.learn(slots, texts, targets, costs, Seeds.of(plan.seed(), Seeds.NGRAM_TERM, 0));
                })
                .toList();
        for (NgramLogit term : terms) {
            for (float factor : FACTORS) {
                NgramLogit scaled = term.times(factor);
                double loss = logLoss(said.and(scaled, heldOut), heldOut);
                if (loss < least) {
                    least = loss;
                    best = Optional.of(scaled);
                }
            }
        }
        observer.ngramTermLearned(
                best.map(term -> slots.size()).orElse(0),
                Duration.between(startedAt, clock.instant()).toMillis() / 1e3);
        return best;
    }

    private static double logLoss(Predictions said, Dataset heldOut) {
        return said.polarityCalibration(heldOut)
                .map(calibration -> said.evaluation(calibration, heldOut).logLoss())
                .orElse(Double.MAX_VALUE);
    }
}
