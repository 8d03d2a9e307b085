// SPDX-License-Identifier: Apache-2.0
package dev.undertone.batch;

/**
 * What share of the recent past a thread was busy with something: an average over the time since {@link #begin} that
 * forgets exponentially, so that what is further back than the span counts little. Times are nanoseconds of any one
 * clock. Confined to one thread.
 */
final class BusyTimeAverage {
    private final double span;
    private long beganAt;
    private double busy;
    private long busyUntil;

    /** @param span nanoseconds after which the weight of a moment has gone down to 1/e */
    BusyTimeAverage(long span) {
        this.span = Math.max(1, span);
    }

    /** Forgets everything: the average is over the time from here on. */
    void begin(long now) {
        beganAt = now;
        busy = 0;
        busyUntil = now;
    }

    /** Notes that the thread was busy for that long until now. */
    void add(long now, long took) {
        busy = busyAt(now) + weightOf(took);
        busyUntil = now;
    }

    /** From 0, idle, to 1. */
    double at(long now) {
        // Differences, not a comparison of times: the clock may wrap around.
        long age = now - beganAt;
        return age > 0 ? busyAt(now) / weightOf(age) : 0;
    }

    private double busyAt(long now) {
        return busy * Math.exp((busyUntil - now) / span);
    }

    /** What the last so many nanoseconds weigh. */
    private double weightOf(long nanos) {
        return span * -Math.expm1(-nanos / span);
    }
}
