// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.plan;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

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

    public TrainingPlan withNetwork(NetworkShape changed) {
        return changed(draft -> draft.network = changed);
    }

    public TrainingPlan withTokenLimit(int changed) {
        return changed(draft -> draft.tokenLimit = changed);
    }

    public TrainingPlan withRegularization(Regularization changed) {
        return changed(draft -> draft.regularization = changed);
    }

    public TrainingPlan withOptimization(Optimization changed) {
        return changed(draft -> draft.optimization = changed);
    }

    public TrainingPlan withDistillation(Distillation changed) {
        return changed(draft -> draft.distillation = changed);
    }

    public TrainingPlan withValidationShare(double changed) {
        return changed(draft -> draft.validationShare = changed);
    }

    public TrainingPlan withSeed(long changed) {
        return changed(draft -> draft.seed = changed);
    }

    public TrainingPlan withThreads(int changed) {
        return changed(draft -> draft.threads = changed);
    }

    private TrainingPlan changed(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.plan();
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

    /** A plan's choices while one of them changes. */
    private static final class Draft {
        private NetworkShape network;
        private int tokenLimit;
        private int wordVectorPasses;
        private Regularization regularization;
        private Optimization optimization;
        private Distillation distillation;
        private int ngramSlots;
        private int excerpts;
        private double validationShare;
        private long seed;
        private int threads;

        private Draft(TrainingPlan plan) {
            network = plan.network;
            tokenLimit = plan.tokenLimit;
            wordVectorPasses = plan.wordVectorPasses;
            regularization = plan.regularization;
            optimization = plan.optimization;
            distillation = plan.distillation;
            ngramSlots = plan.ngramSlots;
            excerpts = plan.excerpts;
            validationShare = plan.validationShare;
            seed = plan.seed;
            threads = plan.threads;
        }

        private TrainingPlan plan() {
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
