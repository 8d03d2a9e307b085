// SPDX-License-Identifier: Apache-2.0
package dev.undertone.compare;

import dev.undertone.train.fit.TrainingObserver;
import java.util.OptionalDouble;

/** Hears how a comparison goes, on the thread that trains. */
public interface ComparisonObserver {
    /** Ignores everything. */
    ComparisonObserver NONE = new ComparisonObserver() {};

    /**
     * A run begins.
     *
     * @param number from 1 to {@code runs}
     * @param secondsLeft processor time that this and all later runs will take, by what those before it took
     * @return what is to hear of its training
     */
    default TrainingObserver runStarted(int number, int runs, TrainingRun run, OptionalDouble secondsLeft) {
        return TrainingObserver.NONE;
    }

    /** The figures of a run were kept from before; it is not done again. */
    default void runKept(int number, int runs, RunFigures figures) {}

    default void runFinished(RunFigures figures) {}
}
