// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.fit;

import dev.undertone.evaluate.Evaluation;
import dev.undertone.model.Calibration;
import dev.undertone.train.data.BatchOrder;
import dev.undertone.train.data.Dataset;
import dev.undertone.train.network.AdamW;
import dev.undertone.train.network.Batch;
import dev.undertone.train.network.Libtorch;
import dev.undertone.train.network.SentimentNetwork;
import dev.undertone.train.network.TargetLoss;
import dev.undertone.train.network.WeightTensors;
import dev.undertone.train.network.Weights;
import dev.undertone.train.plan.Regularization;
import dev.undertone.train.plan.Seeds;
import dev.undertone.train.plan.TrainingException;
import dev.undertone.train.plan.TrainingPlan;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorArrayRefOptional;
import org.bytedeco.pytorch.global.torch;

/** Takes a training from one state between epochs to the next. Confined to one thread. */
public final class EpochTrainer {
    private static final int EVALUATION_BATCH = 64;

    private final TrainingPlan plan;
    private final Dataset training;
    private final Dataset validation;
    private final TrainingObserver observer;
    private final InstantSource clock;

    public EpochTrainer(
            TrainingPlan plan, Dataset training, Dataset validation, TrainingObserver observer, InstantSource clock) {
        this.plan = plan;
        this.training = training;
        this.validation = validation;
        this.observer = observer;
        this.clock = clock;
    }

    /** Trains the next epoch. The result depends on the plan, the data and {@code state} alone. */
    public TrainingState next(TrainingState state) {
        // Native memory lives for one epoch at most, so that a long run needs no more of it than a short one.
        return Libtorch.scoped(() -> {
            int epoch = state.epochsDone() + 1;
            Instant startedAt = clock.instant();
            observer.epochStarted(epoch, plan.optimization().epochs(), training.size());
            AdamW optimizer = new AdamW(plan.optimization(), state.optimizer());
            double loss = pass(optimizer, epoch);
            Weights usable = optimizer.usable().weights();
            Predictions logits = logits(usable, validation);
            double seconds = Duration.between(startedAt, clock.instant()).toMillis() / 1e3;
            EpochRecord done = record(epoch, loss, logits, seconds);
            boolean best = state.bestEpoch().map(done::beats).orElse(true);
            observer.epochFinished(done, best);
            List<EpochRecord> history = new ArrayList<>(state.history());
            history.add(done);
            return new TrainingState(history, optimizer.state(), best ? usable : state.best());
        });
    }

    /** The trainer's own logits, in the order of {@code corpus}. */
    public static Predictions logits(Weights weights, Dataset corpus) {
        return Libtorch.withoutGradients(() -> {
            SentimentNetwork network = new SentimentNetwork(WeightTensors.of(weights), Regularization.NONE);
            int outputs = weights.shape().outputs();
            float[] polarity = new float[corpus.size()];
            float[] neutral = new float[outputs > 1 ? corpus.size() : 0];
            for (List<Integer> positions : BatchOrder.byLength(corpus.reviews(), EVALUATION_BATCH)) {
                float[] part = Libtorch.scoped(() -> Libtorch.numbers(network.logits(Batch.of(corpus, positions))));
                for (int row = 0; row < positions.size(); row++) {
                    polarity[positions.get(row)] = part[row * outputs];
                    if (outputs > 1) {
                        neutral[positions.get(row)] = part[row * outputs + 1];
                    }
                }
            }
            return new Predictions(polarity, neutral);
        });
    }

    /**
     * One pass over the training reviews.
     *
     * @return the mean loss
     */
    private double pass(AdamW optimizer, int epoch) {
        torch.manual_seed(Seeds.of(plan.seed(), Seeds.DROPOUT, epoch));
        Random words = Seeds.random(plan.seed(), Seeds.WORD_DROPOUT, epoch);
        SentimentNetwork network = new SentimentNetwork(optimizer.weights(), plan.regularization());
        List<List<Integer>> batches =
                BatchOrder.shuffled(training, plan.optimization().batchSize(), plan.seed(), epoch);
        long steps = (long) batches.size() * plan.optimization().epochs();
        double sum = 0;
        for (List<Integer> positions : batches) {
            Batch batch = Batch.of(training, positions, plan.regularization().wordDropout(), words);
            sum += batch.rows() * step(network, optimizer, batch, steps);
            observer.stepped(batch.rows(), LongStream.of(batch.lengths()).sum());
        }
        return sum / training.size();
    }

    private double step(SentimentNetwork network, AdamW optimizer, Batch batch, long steps) {
        return Libtorch.scoped(() -> {
            Tensor embedded = network.embed(batch);
            Tensor start = embedded.detach().set_requires_grad(true);
            double loss = learnFrom(start, network, batch);
            Tensor gradient = start.grad();
            double adversarial = plan.regularization().adversarial();
            if (adversarial > 0) {
                Tensor moved = start.add(worst(start, adversarial)).detach().set_requires_grad(true);
                learnFrom(moved, network, batch);
                gradient = gradient.add(moved.grad());
            }
            embedded.backward(gradient, new BoolOptional(), false, new TensorArrayRefOptional());
            optimizer.step(steps);
            return loss;
        });
    }

    /**
     * Adds the gradients of the loss from {@code embedded} on.
     *
     * @return the loss
     */
    private double learnFrom(Tensor embedded, SentimentNetwork network, Batch batch) {
        Tensor logits = network.trainingLogits(embedded, batch);
        Tensor loss = TargetLoss.of(
                logits, batch.targets(), (float) plan.regularization().labelSmoothing());
        double value = loss.item_float();
        if (!Double.isFinite(value)) {
            throw new TrainingException("training diverged (loss is NaN); train with a lower --learning-rate");
        }
        loss.backward();
        return value;
    }

    /**
     * The step along the gradient that is {@code share} as long as the review's embedded tokens are, for each review.
     */
    private static Tensor worst(Tensor embedded, double share) {
        Tensor gradient = embedded.grad();
        Tensor scale =
                length(embedded).mul(new Scalar(share)).div(length(gradient).add(new Scalar(1e-12)));
        return gradient.mul(scale);
    }

    /** Of [time, rows, embedding], for each row: [1, rows, 1]. */
    private static Tensor length(Tensor embedded) {
        return embedded.detach().norm(new ScalarOptional(new Scalar(2.0)), new long[] {0, 2}, true);
    }

    private EpochRecord record(int epoch, double trainingLoss, Predictions logits, double seconds) {
        Calibration calibration = logits.polarityCalibration(validation).orElse(Calibration.identity());
        Evaluation evaluation = logits.evaluation(calibration, validation);
        return new EpochRecord(epoch, trainingLoss, evaluation.logLoss(), evaluation.accuracy(), seconds);
    }
}
