// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli.learn;

import dev.undertone.compare.ComparisonData;
import dev.undertone.compare.ComparisonObserver;
import dev.undertone.compare.RunFigures;
import dev.undertone.compare.TrainingRun;
import dev.undertone.train.fit.TrainingObserver;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Tells on standard error how a comparison goes, each training as {@code train} tells it. Confined to one thread. */
final class ComparisonDisplay implements ComparisonObserver, AutoCloseable {
    private final PrintWriter err;
    private final TrainingDisplay training;

    ComparisonDisplay(PrintWriter err) {
        this.err = err;
        this.training = new TrainingDisplay(err);
    }

    void data(ComparisonData data) {
        training.data(List.of(data.training()), List.of(), Optional.of(data.test()));
    }

    /** Something worth knowing of the data. */
    void note(String note) {
        training.note(note);
    }

    @Override
    public TrainingObserver runStarted(int number, int runs, TrainingRun run, OptionalDouble secondsLeft) {
        String left = secondsLeft.isPresent()
                ? String.format(
                        Locale.ROOT,
                        "; about %.0f min of processor time left",
                        Math.ceil(secondsLeft.getAsDouble() / 60))
                : "";
        line("run %d of %d: %s%s", number, runs, run.describe(), left);
        return training;
    }

    @Override
    public void runKept(int number, int runs, RunFigures figures) {
        line("run %d of %d: %s, kept from before", number, runs, figures.run().describe());
    }

    @Override
    public void runFinished(RunFigures figures) {
        training.close();
        line(
                "%stest accuracy %.2f %%, %,.0f µs a review in training, %,.0f in scoring; %.0f s of processor time",
                figures.diverged() ? "training diverged (loss is NaN); the best epoch until then: " : "",
                100 * figures.test().accuracy(),
                figures.trainingMicrosPerReview(),
                figures.scoring().microsPerReview(),
                figures.cpuSeconds());
    }

    /** Ends the running epoch's progress, if any. */
    @Override
    public void close() {
        training.close();
    }

    private void line(String format, Object... arguments) {
        err.println(String.format(Locale.ROOT, format, arguments));
        err.flush();
    }
}
