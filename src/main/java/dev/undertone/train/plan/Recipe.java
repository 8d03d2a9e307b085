// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.plan;

import java.util.Locale;

/** Plans that are known to work, to start from. */
public enum Recipe {
    /**
     * Chosen on training reviews of the Large Movie Review Dataset that were held out film by film: held out one by
     * one, they share films with the others, and plans that learn the names of actors by heart look better than
     * they are.
     */
    DEFAULT {
        @Override
        public TrainingPlan plan() {
            return TrainingPlan.of(
                            new NetworkShape(RecurrentLayer.BILSTM, Pooling.MAX_MEAN, 12_000, 64, 32),
                            new Optimization(3e-3, 0.1, 1, Schedule.ONE_CYCLE, 0.995, 64, 4))
                    .wordVectorPasses(10)
                    .regularization(new Regularization(0.3, 0.3, 0.5, 0.05, 0.03))
                    .excerpts(1)
                    .build();
        }
    },
    /**
     * For a few labelled reviews and many more without a label: those keep a larger network from learning the labelled
     * ones by heart, so that little else has to.
     */
    DISTILLED {
        @Override
        public TrainingPlan plan() {
            return TrainingPlan.of(
                            new NetworkShape(RecurrentLayer.BILSTM, Pooling.MAX_MEAN, 20_000, 64, 64),
                            new Optimization(3e-3, 0.1, 1, Schedule.ONE_CYCLE, 0.995, 32, 4))
                    .wordVectorPasses(2)
                    .regularization(new Regularization(0.15, 0.2, 0.3, 0.02, 0))
                    .distillation(new Distillation(1, 3, false))
                    .ngramSlots(1 << 19)
                    .excerpts(1)
                    .build();
        }
    },
    /**
     * For hundreds of thousands of texts of many kinds that a sentence encoder labels: so many keep a network from
     * learning any of them by heart, and what would keep it from that keeps it from learning at all.
     */
    TAUGHT {
        @Override
        public TrainingPlan plan() {
            return TrainingPlan.of(
                            new NetworkShape(RecurrentLayer.BILSTM, Pooling.MAX_MEAN, 40_000, 64, 64),
                            new Optimization(4e-3, 0.1, 1, Schedule.ONE_CYCLE, 0.998, 64, 5))
                    .wordVectorPasses(2)
                    .regularization(new Regularization(0.05, 0.1, 0.2, 0.02, 0))
                    .ngramSlots(1 << 19)
                    .excerpts(1)
                    .validationShare(0.06)
                    .build();
        }
    },
    /** The common Keras example: two directions, last state, Adam. */
    KERAS {
        @Override
        public TrainingPlan plan() {
            return TrainingPlan.of(
                            new NetworkShape(RecurrentLayer.BILSTM, Pooling.LAST, 20_000, 32, 32),
                            new Optimization(1e-3, 0, 0, Schedule.CONSTANT, 0, 128, 10))
                    .tokenLimit(300)
                    .regularization(new Regularization(0, 0, 0.5, 0, 0))
                    .validationShare(0.2)
                    .build();
        }
    };

    public abstract TrainingPlan plan();

    /** As on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return label();
    }
}
