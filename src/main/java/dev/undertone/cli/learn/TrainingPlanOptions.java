// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli.learn;

import dev.undertone.train.plan.Distillation;
import dev.undertone.train.plan.NetworkShape;
import dev.undertone.train.plan.Optimization;
import dev.undertone.train.plan.Recipe;
import dev.undertone.train.plan.RecurrentLayer;
import dev.undertone.train.plan.Regularization;
import dev.undertone.train.plan.TrainingPlan;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that change a recipe. */
final class TrainingPlanOptions {
    @Option(
            names = "--recipe",
            paramLabel = "default|distilled|taught|keras",
            description = "The plan to start from (default: distilled with --unlabelled, default without).")
    private Recipe recipe;

    @Option(
            names = "--architecture",
            paramLabel = "rnn|lstm|bilstm",
            description = "The recurrent layer (default: the recipe's).")
    private RecurrentLayer architecture;

    @Option(names = "--seed", description = "Random seed; the same seed gives the same model.")
    private Long seed;

    @Option(names = "--epochs", description = "Passes over the reviews.")
    private Integer epochs;

    @Option(names = "--batch-size", description = "Mini-batch size.")
    private Integer batchSize;

    @Option(names = "--learning-rate", description = "The largest the schedule reaches.")
    private Double learningRate;

    @Option(names = "--dropout", description = "Share of pooled features dropped in training.")
    private Double dropout;

    @Option(names = "--vocabulary", description = "Tokens the model knows, at most.")
    private Integer vocabulary;

    @Option(names = "--token-limit", description = "Tokens of a review the model reads, at most.")
    private Integer tokenLimit;

    @Option(names = "--embedding", description = "Embedding size.")
    private Integer embedding;

    @Option(names = "--hidden", description = "Units of the recurrent layer, per direction.")
    private Integer hidden;

    @Option(
            names = "--teachers",
            paramLabel = "N",
            description = "Networks that label the unlabelled reviews together with an n-gram classifier.")
    private Integer teachers;

    @Option(
            names = "--ngram-slots",
            paramLabel = "N",
            description = "Room for n-grams whose weights add to what the network says; 0 does without them.")
    private Integer ngramSlots;

    @Option(
            names = "--excerpts",
            paramLabel = "N",
            description = "Short sentences of each review learned beside it, so that short texts are understood too.")
    private Integer excerpts;

    @Option(
            names = "--adversarial",
            paramLabel = "SHARE",
            description =
                    "How far tokens are moved, in proportion, to where the loss grows, and learned once more from there;"
                            + " doubles the time, 0 does without.")
    private Double adversarial;

    @Option(
            names = "--word-vector-passes",
            paramLabel = "N",
            description = "Passes over all texts that start the embedding from word vectors; 0 starts it at random.")
    private Integer wordVectorPasses;

    @Option(names = "--validation-share", description = "Share of the reviews held out to choose the best epoch.")
    private Double validationShare;

    @Option(
            names = "--threads",
            description =
                    "Threads of libtorch; more than 1 helps only where no other program uses the cores (default: 1).")
    private Integer threads;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /**
     * The recipe with what was changed of it.
     *
     * @param chosen the recipe where none was asked for
     * @param tuneEncoder whether the encoder learns before it teaches, whatever the recipe says
     */
    TrainingPlan plan(Recipe chosen, boolean tuneEncoder) {
        TrainingPlan base = or(recipe, chosen).plan();
        NetworkShape network = base.network();
        Regularization regularization = base.regularization();
        Optimization optimization = base.optimization();
        try {
            return TrainingPlan.of(
                            new NetworkShape(
                                    or(architecture, network.kind()),
                                    network.pooling(),
                                    or(vocabulary, network.vocabulary()),
                                    or(embedding, network.embedding()),
                                    or(hidden, network.hidden())),
                            new Optimization(
                                    or(learningRate, optimization.learningRate()),
                                    optimization.weightDecay(),
                                    optimization.clipNorm(),
                                    optimization.schedule(),
                                    optimization.averaging(),
                                    or(batchSize, optimization.batchSize()),
                                    or(epochs, optimization.epochs())))
                    .tokenLimit(or(tokenLimit, base.tokenLimit()))
                    .wordVectorPasses(or(wordVectorPasses, base.wordVectorPasses()))
                    .regularization(new Regularization(
                            regularization.wordDropout(),
                            regularization.embeddingDropout(),
                            or(dropout, regularization.dropout()),
                            regularization.labelSmoothing(),
                            or(adversarial, regularization.adversarial())))
                    .distillation(new Distillation(
                            or(teachers, base.distillation().networks()),
                            base.distillation().epochs(),
                            tuneEncoder || base.distillation().tunedEncoder()))
                    .ngramSlots(or(ngramSlots, base.ngramSlots()))
                    .excerpts(or(excerpts, base.excerpts()))
                    .validationShare(or(validationShare, base.validationShare()))
                    .seed(or(seed, base.seed()))
                    .threads(or(threads, base.threads()))
                    .build();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    /** The random seed, where one was asked for. */
    long seedOr(long otherwise) {
        return seed == null ? otherwise : seed;
    }

    private static <T> T or(T given, T otherwise) {
        return given == null ? otherwise : given;
    }
}
