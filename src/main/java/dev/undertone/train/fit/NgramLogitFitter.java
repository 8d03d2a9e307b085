// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.fit;

import dev.undertone.ngram.NgramHashTable;
import dev.undertone.ngram.NgramLogit;
import dev.undertone.train.data.Dataset;
import dev.undertone.train.network.Weights;
import dev.undertone.train.plan.Seeds;
import dev.undertone.train.plan.TrainingPlan;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Learns what n-grams add to the logit of a trained network: from all that the network learned from, what it leaves
 * over. A network of this size keeps no rare pairs and triples of tokens; weights for them cost next to no time.
 * Confined to one thread.
 */
public final class NgramLogitFitter {
    /** N-grams of fewer texts are left out. */
    private static final int FEWEST_TEXTS = 8;
    /** Of a text's log loss against the penalty; the one is kept with which held-out reviews fare best. */
    private static final double[] COSTS = {4, 16, 64};
    /**
     * What the n-grams' logit is multiplied with, likewise: of texts that it learned from, the network leaves less over
     * than of others.
     */
    private static final float[] FACTORS = {0.5f, 0.75f, 1, 1.5f, 2, 3};

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
     * @param learned what the network learned from
     * @param heldOut to choose by
     * @param said what the network says of them
     */
    public Optional<NgramLogit> fit(Weights network, Dataset learned, Dataset heldOut, Predictions said) {
        Instant startedAt = clock.instant();
        Dataset lessons = learned.sided();
        float[] targets = new float[lessons.size()];
        for (int i = 0; i < targets.length; i++) {
            targets[i] = lessons.target(i).positive();
        }
        float[] offsets = EpochTrainer.logits(network, lessons).polarity();
        NgramHashTable slots = NgramHashTable.of(lessons.reviews(), plan.ngramSlots(), FEWEST_TEXTS);
        double least = logLoss(said, heldOut);
        Optional<NgramLogit> best = Optional.empty();
        // Each alone gives the same, so that two cores may work at two.
        List<NgramLogit> terms = Arrays.stream(COSTS)
                .parallel()
                .mapToObj(cost -> {
                    double[] costs = new double[targets.length];
                    for (int i = 0; i < costs.length; i++) {
                        costs[i] = cost * lessons.target(i).positiveWeight();
                    }
                    return NgramLogit.learn(
                            slots,
                            lessons.reviews(),
                            targets,
                            costs,
                            offsets,
                            Seeds.of(plan.seed(), Seeds.NGRAM_TERM, 0));
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
