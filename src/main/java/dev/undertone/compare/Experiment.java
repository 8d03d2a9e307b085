// SPDX-License-Identifier: Apache-2.0
package dev.undertone.compare;

import dev.undertone.corpus.LabelledReview;
import dev.undertone.evaluate.DataFigures;
import dev.undertone.infer.BatchedScoring;
import dev.undertone.infer.OnnxSentimentModel;
import dev.undertone.infer.SentimentModel;
import dev.undertone.text.ReviewEncoder;
import dev.undertone.text.TokenIds;
import dev.undertone.train.fit.NetworkTraining;
import dev.undertone.train.fit.TrainedNetwork;
import dev.undertone.train.fit.TrainingObserver;
import dev.undertone.train.plan.TrainingException;
import dev.undertone.train.plan.TrainingPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.LongSupplier;

/**
 * Does one run: trains a network and measures it as it would be served. Confined to one thread, one at a time in
 * a process.
 */
final class Experiment {
    private static final int PARITY_REVIEWS = 500;
    /** Of the noise: the same damage for every network, whatever seed it was trained with. */
    private static final long NOISE_SEED = 20_261_123;

    private final ComparisonPlan plan;
    private final ComparisonData data;
    private final LongSupplier cpuNanos;

    /** @param cpuNanos processor time of the calling thread */
    Experiment(ComparisonPlan plan, ComparisonData data, LongSupplier cpuNanos) {
        this.plan = plan;
        this.data = data;
        this.cpuNanos = cpuNanos;
    }

    RunFigures measure(TrainingRun run, TrainingObserver observer) {
        long startedAt = cpuNanos.getAsLong();
        TrainingPlan training = plan.training(run);
        int limit = training.tokenLimit();
        NetworkTraining learning = new NetworkTraining(
                training,
                data.draw(run.reviews(), run.seed(), training.validationShare()),
                review -> run.padding().lay(review, limit));
        EpochTimes times = new EpochTimes(cpuNanos, observer);
        TrainedNetwork network = learning.train(times);
        TestReviews test = TestReviews.of(data.test().reviews(), learning.encoder());
        List<TokenIds> read = test.tokens().stream()
                .map(review -> run.padding().lay(review, limit))
                .toList();
        boolean whole = run.reviews() == data.training().size() && run.padding() == Padding.VARIABLE;
        try (SentimentModel model = open(network)) {
            double parity = network.parity(model, read.subList(0, Math.min(PARITY_REVIEWS, read.size())))
                    .largestLogitDifference();
            TimedScoring scoring = TimedScoring.of(model, read, cpuNanos);
            DataFigures figures = DataFigures.of(test.judged(scoring.logits()));
            List<RunFigures.Noisy> noise = whole ? noise(model, learning.encoder()) : List.of();
            List<RunFigures.Gradient> gradients =
                    whole ? gradients(learning.untrained(), network, test.tokens()) : List.of();
            return new RunFigures(
                    run,
                    network.shape().parameters(),
                    network.shape().layers().get(1).parameters(),
                    learning.trainingReviews(),
                    learning.heldOutReviews(),
                    times.epochs(),
                    network.diverged(),
                    parity,
                    scoring.cost(),
                    figures.evaluation(),
                    figures.lengths(),
                    test.thirds(scoring.logits()),
                    noise,
                    gradients,
                    (cpuNanos.getAsLong() - startedAt) / 1e9);
        }
    }

    private List<RunFigures.Noisy> noise(SentimentModel model, ReviewEncoder encoder) {
        List<RunFigures.Noisy> noisy = new ArrayList<>();
        for (Noise noise : Noise.values()) {
            for (double share : plan.noiseShares()) {
                Random random = new Random(NOISE_SEED);
                TestReviews damaged = TestReviews.of(
                        data.test().reviews().stream()
                                .map(review ->
                                        new LabelledReview(noise.in(review.text(), share, random), review.positive()))
                                .toList(),
                        encoder);
                float[] logits = BatchedScoring.logits(model, damaged.tokens());
                noisy.add(new RunFigures.Noisy(
                        noise,
                        share,
                        DataFigures.of(damaged.judged(logits)).evaluation().accuracy()));
            }
        }
        return noisy;
    }

    private static List<RunFigures.Gradient> gradients(
            TrainedNetwork untrained, TrainedNetwork trained, List<TokenIds> reviews) {
        GradientsByLength probe = new GradientsByLength(reviews);
        List<RunFigures.Gradient> gradients = new ArrayList<>(probe.measure(untrained, false));
        gradients.addAll(probe.measure(trained, true));
        return gradients;
    }

    private static SentimentModel open(TrainedNetwork network) {
        try {
            Path file = Files.createTempFile("undertone-compare-", ".onnx");
            try {
                Files.write(file, network.graph());
                return OnnxSentimentModel.open(file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new TrainingException(
                    "cannot write a graph to the folder for temporary files (" + e + "); make room there", e);
        }
    }
}
