// SPDX-License-Identifier: Apache-2.0
package dev.undertone.batch;

import java.time.Duration;

/**
 * How many tokens a batch may have so that scoring it takes two seconds at most, however slow the model is; learned
 * from the batches before, and from a model's warm-up. Kafka gives a transaction ten seconds and a thread five minutes
 * between polls, and whoever is told to end gets half a minute.
 *
 * <p>Confined to one thread.
 */
public final class BatchPace {
    /** What a batch may take. */
    public static final Duration LONGEST = Duration.ofSeconds(2);

    /** The most tokens of the first batch of a model of which nothing is known. */
    private static final int FIRST = 4_096;

    /** A long review or some short ones: less would only be due to a machine that stood still for a moment. */
    private static final int LEAST = 256;

    /** What took less than this part of the time says nothing of slowness: single calls and pauses weigh too much. */
    private static final int TELLING_SHARE = 8;

    private final int most;
    private int tokens;
    private Speed speed;

    private enum Speed {
        UNKNOWN,
        ENOUGH,
        SLOW
    }

    /** @param most tokens of a batch of a model that is fast enough */
    public BatchPace(int most) {
        this.most = most;
        forget();
    }

    /** The most tokens of the next batch. */
    public int mostTokens() {
        return tokens;
    }

    /** Whether a batch of the size that it may have would take too long, as far as is known. */
    public boolean maySlowDown() {
        return speed != Speed.ENOUGH;
    }

    /** Begins anew, with another model. */
    public void forget() {
        tokens = Math.min(most, FIRST);
        speed = Speed.UNKNOWN;
    }

    /**
     * Notes how long a batch took.
     *
     * @param scored the tokens that the model has read, padding included; 0 where it was not asked
     */
    public void took(long scored, Duration time) {
        if (scored == 0) {
            return;
        }
        long nanos = Math.max(1, time.toNanos());
        long fitting = scored * LONGEST.toNanos() / nanos;
        boolean telling = nanos * TELLING_SHARE >= LONGEST.toNanos();
        if (telling || fitting >= tokens) {
            tokens = (int) Math.min(most, Math.max(LEAST, fitting));
        }
        speed = fitting < most && (telling || speed == Speed.SLOW) ? Speed.SLOW : Speed.ENOUGH;
    }
}
