// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli.learn;

import dev.undertone.train.fit.TrainingWork;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * How long a training will take: as elsewhere at first, and as the machine at hand shows once it has worked for
 * a minute.
 */
final class TrainingEstimate {
    private static final double TELLING_SECONDS = 60;
    /** Between two steps lies something that is not counted. */
    private static final double LONGEST_STEP = 5;

    private final TrainingWork work;
    private final LongSupplier nanoTime;
    private long lastAt;
    /** Spent on what is counted. */
    private double seconds;

    private long encoder;
    private long wordVectors;
    private long networks;
    private boolean told;

    TrainingEstimate(TrainingWork work, LongSupplier nanoTime) {
        this.work = work;
        this.nanoTime = nanoTime;
        this.lastAt = nanoTime.getAsLong();
    }

    /** Before anything is done. */
    String atFirst() {
        return String.format(
                Locale.ROOT,
                "All of it takes about %s on one recent core; a better estimate follows after a minute",
                minutes(work.seconds()));
    }

    synchronized Optional<String> encoded(long tokens) {
        encoder += tokens;
        return after();
    }

    synchronized Optional<String> readForWordVectors(long tokens) {
        wordVectors += tokens;
        return after();
    }

    synchronized Optional<String> learned(long tokens) {
        networks += tokens;
        return after();
    }

    /** Said once, when there is enough to tell from. */
    private Optional<String> after() {
        long now = nanoTime.getAsLong();
        double step = (now - lastAt) / 1e9;
        lastAt = now;
        seconds += step < LONGEST_STEP ? step : 0;
        if (told || seconds < TELLING_SECONDS) {
            return Optional.empty();
        }
        told = true;
        double done = new TrainingWork(encoder, wordVectors, networks).seconds();
        double all = work.seconds() * seconds / Math.max(done, 1);
        return Optional.of(String.format(Locale.ROOT, "All of it will take about %s here", minutes(all)));
    }

    private static String minutes(double seconds) {
        long minutes = Math.max(1, Math.round(seconds / 60));
        return minutes < 90
                ? minutes + (minutes == 1 ? " minute" : " minutes")
                : String.format(Locale.ROOT, "%.1f hours", seconds / 3_600);
    }
}
