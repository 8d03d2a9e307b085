// SPDX-License-Identifier: Apache-2.0
package dev.undertone.compare;

import dev.undertone.train.fit.EpochRecord;
import dev.undertone.train.fit.TrainingObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Takes the processor time of each epoch's pass over the training reviews, without what chooses the epoch, and hands
 * everything on to another observer. Confined to the thread that trains.
 */
final class EpochTimes implements TrainingObserver {
    private final LongSupplier cpuNanos;
    private final TrainingObserver next;
    private final List<RunFigures.Epoch> epochs = new ArrayList<>();
    private long startedAt;
    private long lastStepAt;

    /** @param cpuNanos processor time of the calling thread */
    EpochTimes(LongSupplier cpuNanos, TrainingObserver next) {
        this.cpuNanos = cpuNanos;
        this.next = next;
    }

    /** Of every finished epoch, first to last. */
    List<RunFigures.Epoch> epochs() {
        return List.copyOf(epochs);
    }

    @Override
    public void epochStarted(int epoch, int total, int reviews) {
        next.epochStarted(epoch, total, reviews);
        startedAt = cpuNanos.getAsLong();
        lastStepAt = startedAt;
    }

    @Override
    public void stepped(int reviews, long tokens) {
        lastStepAt = cpuNanos.getAsLong();
        next.stepped(reviews, tokens);
    }

    @Override
    public void epochFinished(EpochRecord epoch, boolean best) {
        epochs.add(new RunFigures.Epoch(
                epoch.trainingLoss(),
                epoch.validationLoss(),
                epoch.validationAccuracy(),
                (lastStepAt - startedAt) / 1e9));
        next.epochFinished(epoch, best);
    }
}
