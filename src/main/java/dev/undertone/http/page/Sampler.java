// SPDX-License-Identifier: Apache-2.0
package dev.undertone.http.page;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Lets so many a second through, and as many at once after a pause. It costs a look at the clock, and costs whoever is
 * not let through no more. Safe for use by many threads.
 */
final class Sampler {
    private static final long SECOND = 1_000_000_000;

    private final long interval;
    private final long burst;
    private final LongSupplier nanoTime;
    /** When the next would be due if they came evenly. */
    private final AtomicLong due;

    Sampler(int perSecond, LongSupplier nanoTime) {
        this.interval = SECOND / perSecond;
        this.burst = SECOND - interval;
        this.nanoTime = nanoTime;
        this.due = new AtomicLong(nanoTime.getAsLong());
    }

    boolean lets() {
        long now = nanoTime.getAsLong();
        long next = due.get();
        // Differences, as the clock may wrap around. Where another thread was faster, that one is let through.
        return next - now <= burst && due.compareAndSet(next, (next - now < 0 ? now : next) + interval);
    }
}
