// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.plan;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Everything that decides, with the data, which model comes out.
 *
 * @param network its vocabulary is the most that is taken; few texts may hold fewer tokens
 * @param tokenLimit how many tokens of a review the model reads
 * @param wordVectorPasses over the reviews, those without a label included, that start the embedding from word vectors;
 *     0 starts it at random
 * @param distillation what to learn from reviews without a label
 * @param ngramSlots of the n-grams whose weights add to the network's logit, see {@code NgramLogitFitter}; 0 does
 *     without them
 * @param excerpts of each review, at most, learned beside it, see {@code SentenceSampler}
 * @param validationShare of the training reviews, held out to choose the epoch and to calibrate
 * @param seed the random seed
 * @param threads of libtorch; more than 1 pays only on cores that nothing else uses, and changes the last digits
 */
public record TrainingPlan(
        NetworkShape network,
        int tokenLimit,
        int wordVectorPasses,
        Regularization regularization,
        Optimization optimization,
        Distillation distillation,
        int ngramSlots,
        int excerpts,
        double validationShare,
        long seed,
        int threads) {
    public TrainingPlan {
        Objects.requireNonNull(network, "network");
        Objects.requireNonNull(regularization, "regularization");
        Objects.requireNonNull(optimization, "optimization");
        Objects.requireNonNull(distillation, "distillation");
        if (tokenLimit < 4) {
            throw new IllegalArgumentException("the token limit must be at least 4, not " + tokenLimit);
        }
        if (wordVectorPasses < 0) {
            throw new IllegalArgumentException("word vectors need 0 passes or more, not " + wordVectorPasses);
        }
        if (ngramSlots < 0) {
            throw new IllegalArgumentException("n-grams need 0 slots or more, not " + ngramSlots);
        }
        if (excerpts < 0) {
            throw new IllegalArgumentException("there must be 0 excerpts of a review or more, not " + excerpts);
        }
        if (!(validationShare > 0 && validationShare < 1)) {
            throw new IllegalArgumentException(
                    "the share held out for validation must lie between 0 and 1, not " + validationShare);
        }
        if (threads < 1) {
            throw new IllegalArgumentException("training needs at least 1 thread, not " + threads);
        }
    }

    /**
     * A plan of that network and search without word vectors, regularization, distillation, n-grams or excerpts: 400
     * tokens of a review, a tenth held out, seed 1 and one thread.
     */
    public static Builder of(NetworkShape network, Optimization optimization) {
        return new Builder(network, optimization);
    }

    /** The same choices, to change some of them. */
    public Builder toBuilder() {
        return new Builder(network, optimization)
                .tokenLimit(tokenLimit)
                .wordVectorPasses(wordVectorPasses)
                .regularization(regularization)
                .distillation(distillation)
                .ngramSlots(ngramSlots)
                .excerpts(excerpts)
                .validationShare(validationShare)
                .seed(seed)
                .threads(threads);
    }

    /** Every choice by name, for the manifest, the card and the checkpoint. */
    public Map<String, Object> hyperParameters() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("kind", network.kind().label());
        all.put("pooling", network.pooling().label());
        all.put("vocabulary", network.vocabulary());
        all.put("tokenLimit", tokenLimit);
        all.put("wordVectorPasses", wordVectorPasses);
        all.put("embedding", network.embedding());
        all.put("hidden", network.hidden());
        all.put("wordDropout", regularization.wordDropout());
        all.put("embeddingDropout", regularization.embeddingDropout());
        all.put("dropout", regularization.dropout());
        all.put("labelSmoothing", regularization.labelSmoothing());
        all.put("adversarial", regularization.adversarial());
        all.put("optimizer", optimization.weightDecay() > 0 ? "AdamW" : "Adam");
        all.put("learningRate", optimization.learningRate());
        all.put("weightDecay", optimization.weightDecay());
        all.put("clipNorm", optimization.clipNorm());
        all.put("schedule", optimization.schedule().name());
        all.put("averaging", optimization.averaging());
        all.put("batchSize", optimization.batchSize());
        all.put("epochs", optimization.epochs());
        all.put("excerpts", excerpts);
        all.put("teachers", distillation.networks());
        all.put("teacherEpochs", distillation.epochs());
        all.put("tunedEncoder", distillation.tunedEncoder());
        all.put("ngramSlots", ngramSlots);
        all.put("validationShare", validationShare);
        all.put("threads", threads);
        return all;
    }

    /** Names each choice of a plan, which is checked once all are made. */
    public static final class Builder {
        private NetworkShape network;
        private int tokenLimit = 400;
        private int wordVectorPasses;
        private Regularization regularization = Regularization.NONE;
        private Optimization optimization;
        private Distillation distillation = Distillation.NONE;
        private int ngramSlots;
        private int excerpts;
        private double validationShare = 0.1;
        private long seed = 1;
        private int threads = 1;

        private Builder(NetworkShape network, Optimization optimization) {
            this.network = network;
            this.optimization = optimization;
        }

        public Builder network(NetworkShape chosen) {
            network = chosen;
            return this;
        }

        public Builder tokenLimit(int chosen) {
            tokenLimit = chosen;
            return this;
        }

        public Builder wordVectorPasses(int chosen) {
            wordVectorPasses = chosen;
            return this;
        }

        public Builder regularization(Regularization chosen) {
            regularization = chosen;
            return this;
        }

        public Builder optimization(Optimization chosen) {
            optimization = chosen;
            return this;
        }

        public Builder distillation(Distillation chosen) {
            distillation = chosen;
            return this;
        }

        public Builder ngramSlots(int chosen) {
            ngramSlots = chosen;
            return this;
        }

        public Builder excerpts(int chosen) {
            excerpts = chosen;
            return this;
        }

        public Builder validationShare(double chosen) {
            validationShare = chosen;
            return this;
        }

        public Builder seed(long chosen) {
            seed = chosen;
            return this;
        }

        public Builder threads(int chosen) {
            threads = chosen;
            return this;
        }

        /** @throws IllegalArgumentException if a choice is out of its bounds */
        public TrainingPlan build() {
            return new TrainingPlan(
                    network,
                    tokenLimit,
                    wordVectorPasses,
                    regularization,
                    optimization,
                    distillation,
                    ngramSlots,
                    excerpts,
                    validationShare,
                    seed,
                    threads);
        }
    }
}
