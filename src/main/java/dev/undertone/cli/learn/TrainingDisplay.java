// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli.learn;

import dev.undertone.cli.terminal.Progress;
import dev.undertone.corpus.Corpus;
import dev.undertone.corpus.UnlabelledCorpus;
import dev.undertone.evaluate.Evaluation;
import dev.undertone.train.fit.EpochRecord;
import dev.undertone.train.fit.Parity;
import dev.undertone.train.fit.TrainingObserver;
import dev.undertone.train.fit.TrainingWork;
import dev.undertone.train.plan.NetworkShape;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Tells on standard error how a training goes. Confined to one thread. */
final class TrainingDisplay implements TrainingObserver, AutoCloseable {
    private final PrintWriter err;
    /** Of the running task, null between tasks. */
    private Progress progress;
    /** Null until it is known what there is to do. */
    private TrainingEstimate estimate;

    TrainingDisplay(PrintWriter err) {
        this.err = err;
    }

    void data(List<Corpus> training, List<UnlabelledCorpus> unlabelled, Optional<Corpus> test) {
        line("Data");
        training.forEach(corpus -> line("  %-12s %s", "training", summary(corpus)));
        unlabelled.forEach(texts -> line("  %-12s %s: %,d reviews", "unlabelled", texts.name(), texts.size()));
        test.ifPresent(corpus -> line("  %-12s %s", "test", summary(corpus)));
    }

    /** Something worth knowing of the data. */
    void note(String note) {
        line("  %-12s %s", "", note);
    }

    @Override
    public void prepared(int trainingReviews, int validationReviews, int skipped, NetworkShape shape) {
        line("  %-12s %,d reviews to learn from, %,d held out", "split", trainingReviews, validationReviews);
        if (skipped > 0) {
            line("  %-12s %,d reviews without any token", "left out", skipped);
        }
        line("Network");
        line("  %-20s %-22s %12s", "layer", "output", "parameters");
        for (NetworkShape.Layer layer : shape.layers()) {
            line("  %-20s %-22s %,12d", layer.name(), layer.output(), layer.parameters());
        }
        line("  %-20s %-22s %,12d", "in all", "", shape.parameters());
    }

    @Override
    public void unlabelled(int used, int dropped) {
        line(
                "  %-12s %,d reviews to learn from, %,d left out because they stand twice, are held out or tested on",
                "unlabelled", used, dropped);
    }

    @Override
    public void ngramsLearned(double validationAccuracy, double seconds) {
        line("n-gram classifier: validation accuracy %.2f %%, %.0f s", 100 * validationAccuracy, seconds);
    }

    @Override
    public void ngramTermLearned(int ngrams, double seconds) {
        line("Weights of %,d n-grams beside the network, %.0f s", ngrams, seconds);
    }

    @Override
    public void teacherStarted(int number, int networks) {
        line("Teacher %d of %d", number, networks);
    }

    @Override
    public void modelStarted() {
        line("Model");
    }

    @Override
    public void resumed(EpochRecord last) {
        line("Going on after epoch %d", last.epoch());
    }

    @Override
    public void startedOver(Path checkpoint) {
        line("Starting over; to go on from %s, stop now and train with --resume", checkpoint);
    }

    @Override
    public void wordVectorsStarted(int passes, long tokens) {
        start("word vectors", tokens);
    }

    @Override
    public void planned(TrainingWork work) {
        estimate = new TrainingEstimate(work, System::nanoTime);
        line("%s", estimate.atFirst());
    }

    @Override
    public void wordVectorsRead(long tokens) {
        progress.step(tokens);
        estimate.readForWordVectors(tokens).ifPresent(progress::note);
    }

    @Override
    public void verdictsRead(Path file, int texts, long missing) {
        if (missing == 0) {
            line("What the encoder says of %,d texts stands in %s, so that it is not asked", texts, file);
        } else {
            line(
                    "%s lacks what the encoder says of %,d texts, so that it is asked about all and the file replaced",
                    file, missing);
        }
    }

    @Override
    public void vectorsStarted(String encoder, int kept, int missing, long cost) {
        line("Sentence encoder %s: %,d texts, %,d of them kept from before", encoder, kept + missing, kept);
        if (missing > 0) {
            start("encoder tokens", cost);
        }
    }

    @Override
    public void vectorsComputed(long cost) {
        progress.step(cost);
        estimate.encoded(cost).ifPresent(progress::note);
    }

    @Override
    public void encoderLearned(double validationAccuracy, double seconds) {
        close();
        line("Encoder's classifier: validation accuracy %.2f %%, %.0f s", 100 * validationAccuracy, seconds);
    }

    @Override
    public void tuningStarted(long tokens, long done) {
        start("tuning, tokens", tokens);
        progress.step(done);
    }

    @Override
    public void tuned(long tokens) {
        progress.step(tokens);
        estimate.encoded(TrainingWork.TUNING * tokens).ifPresent(progress::note);
    }

    @Override
    public void verdictsStarted(long tokens) {
        start("tuned encoder, tokens", tokens);
    }

    @Override
    public void verdictsGiven(long tokens) {
        progress.step(tokens);
        estimate.encoded(tokens).ifPresent(progress::note);
    }

    @Override
    public void encoderTuned(double validationAccuracy, double seconds) {
        close();
        line("Tuned encoder: validation accuracy %.2f %%, %.0f s", 100 * validationAccuracy, seconds);
    }

    @Override
    public void epochStarted(int epoch, int epochs, int reviews) {
        start("epoch " + epoch + " of " + epochs, reviews);
    }

    @Override
    public void stepped(int reviews, long tokens) {
        progress.step(reviews);
        if (estimate != null) {
            estimate.learned(tokens).ifPresent(progress::note);
        }
    }

    @Override
    public void epochFinished(EpochRecord epoch, boolean best) {
        close();
        line(
                "epoch %d: loss %.4f, validation loss %.4f, validation accuracy %.2f %%, %.0f s%s",
                epoch.epoch(),
                epoch.trainingLoss(),
                epoch.validationLoss(),
                100 * epoch.validationAccuracy(),
                epoch.seconds(),
                best ? ", best so far" : "");
    }

    @Override
    public void parityHeld(Parity parity) {
        line(
                "The exported graph differs from the trained network by %.1e in a logit and %.1e in a probability at most,"
                        + " over %,d reviews",
                parity.largestLogitDifference(), parity.largestProbabilityDifference(), parity.reviews());
    }

    @Override
    public void evaluated(String dataSet, Evaluation evaluation) {
        line(
                "%s accuracy %.2f %% (95 %% interval %.2f to %.2f %%), F1 %.4f, calibration error %.4f, on %,d reviews",
                dataSet,
                100 * evaluation.accuracy(),
                100 * evaluation.accuracyLow(),
                100 * evaluation.accuracyHigh(),
                evaluation.f1(),
                evaluation.ece(),
                evaluation.n());
    }

    private void start(String task, long steps) {
        close();
        progress = Progress.start(task, steps);
    }

    /** Ends the running task's progress, if any. */
    @Override
    public void close() {
        if (progress != null) {
            progress.close();
            progress = null;
        }
    }

    private static String summary(Corpus corpus) {
        long positive = corpus.positives();
        long neutral = corpus.neutrals();
        return String.format(
                        Locale.ROOT,
                        "%s: %,d reviews, %,d positive, %,d negative",
                        corpus.name(),
                        corpus.size(),
                        positive,
                        corpus.size() - positive - neutral)
                + (neutral > 0 ? String.format(Locale.ROOT, ", %,d neutral", neutral) : "");
    }

    private void line(String format, Object... arguments) {
        err.println(String.format(Locale.ROOT, format, arguments));
        err.flush();
    }
}
