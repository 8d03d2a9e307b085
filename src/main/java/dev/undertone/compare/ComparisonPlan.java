// SPDX-License-Identifier: Apache-2.0
package dev.undertone.compare;

import dev.undertone.train.plan.NetworkShape;
import dev.undertone.train.plan.RecurrentLayer;
import dev.undertone.train.plan.TrainingPlan;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What a comparison trains and measures. The recurrent layers are always all of {@link #KINDS}: the answers speak
 * of each.
 *
 * @param training how, save for layer and seed
 * @param seeds one training of everything for each
 * @param sizes training reviews to grow through, beside all there are, which are always used
 * @param paddingSeeds how many of the seeds, the first ones, also train with fixed padding
 * @param noiseShares of the words, damaged in the test reviews
 * @param testShare of the reviews, held out to test on where there are no test reviews
 */
public record ComparisonPlan(
        TrainingPlan training,
        List<Long> seeds,
        List<Integer> sizes,
        int paddingSeeds,
        List<Double> noiseShares,
        double testShare) {
    /** The layers compared, the simplest first. */
    public static final List<RecurrentLayer> KINDS =
            List.of(RecurrentLayer.RNN, RecurrentLayer.LSTM, RecurrentLayer.BILSTM);

    /** Those that are trained with fixed padding too. */
    public static final List<RecurrentLayer> PADDED_KINDS = List.of(RecurrentLayer.LSTM, RecurrentLayer.BILSTM);

    public static final List<Double> NOISE_SHARES = List.of(0.05, 0.1, 0.2);
    public static final double TEST_SHARE = 0.2;

    public ComparisonPlan {
        Objects.requireNonNull(training, "training");
        seeds = List.copyOf(seeds);
        sizes = sizes.stream().sorted().distinct().toList();
        noiseShares = noiseShares.stream().sorted().distinct().toList();
        if (seeds.isEmpty() || seeds.size() != Set.copyOf(seeds).size()) {
            throw new IllegalArgumentException("a comparison needs one seed or more, all different, not " + seeds);
        }
        if (sizes.stream().anyMatch(size -> size < 2)) {
            throw new IllegalArgumentException("the training sizes must be 2 reviews or more, not " + sizes);
        }
        if (paddingSeeds < 1 || paddingSeeds > seeds.size()) {
            throw new IllegalArgumentException(
                    "fixed padding takes 1 to " + seeds.size() + " of the seeds, not " + paddingSeeds);
        }
        if (noiseShares.isEmpty() || noiseShares.stream().anyMatch(share -> !(share > 0 && share < 1))) {
            throw new IllegalArgumentException(
                    "the shares of noise must lie between 0 and 1, one at least, not " + noiseShares);
        }
        if (!(testShare > 0 && testShare < 1)) {
            throw new IllegalArgumentException("the share to test on must lie between 0 and 1, not " + testShare);
        }
    }

    /**
     * Every training, in the order in which to do them: seed by seed, so that an interruption leaves something whole.
     */
    List<TrainingRun> runs(int reviews) {
        List<TrainingRun> runs = new ArrayList<>();
        Set<Integer> grown = new LinkedHashSet<>(
                sizes.stream().map(size -> Math.min(size, reviews)).toList());
        grown.add(reviews);
        for (int i = 0; i < seeds.size(); i++) {
            long seed = seeds.get(i);
            for (RecurrentLayer kind : KINDS) {
                grown.forEach(size -> runs.add(new TrainingRun(kind, seed, size, Padding.VARIABLE)));
            }
            if (i < paddingSeeds) {
                PADDED_KINDS.forEach(kind -> runs.add(new TrainingRun(kind, seed, reviews, Padding.FIXED)));
            }
        }
        return runs;
    }

    /** How the training of one run goes. */
    TrainingPlan training(TrainingRun run) {
        NetworkShape network = training.network();
        return training.toBuilder()
                .seed(run.seed())
                .network(new NetworkShape(
                        run.kind(), network.pooling(), network.vocabulary(), network.embedding(), network.hidden()))
                .build();
    }
}
