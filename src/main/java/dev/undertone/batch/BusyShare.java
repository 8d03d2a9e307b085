// SPDX-License-Identifier: Apache-2.0
package dev.undertone.batch;

/**
 * What share of the recent past a thread was busy with something: an average that forgets exponentially, so that what is further back than
 * the span counts little. Times are nanoseconds of any one clock. Confined to one thread.
 */
final class BusyShare {
    private final double span;
    private double busy;
    private long busyUntil;

    /** @param span nanoseconds after which the weight of a moment has gone down to 1/e */
    BusyShare(long span) {
        this.span = Math.max(1, span);
    }

    /** Notes that the thread was busy for that long until now. */
    void add(long now, long took) {
        busy = Math.min(busyAt(now) + took, span);
        busyUntil = now;
    }

    /** From 0, idle, to 1. */
    double at(long now) {
        return busyAt(now) / span;
    }

    private double busyAt(long now) {
        // A difference, not a comparison of times: the clock may wrap around.
        return busy * Math.exp((busyUntil - now) / span);
    }
}
