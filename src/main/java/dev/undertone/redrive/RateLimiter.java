// SPDX-License-Identifier: Apache-2.0
package dev.undertone.redrive;

import java.time.Duration;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Spreads steps evenly over time. A step that comes late is not made up for by a burst. Confined to one thread. */
final class RateLimiter {
    private final long nanosBetween;
    private final LongSupplier nanoTime;
    private long nextAt;

    /** @param perSecond most steps a second; empty for no limit */
    RateLimiter(OptionalDouble perSecond, LongSupplier nanoTime) {
        this.nanosBetween = perSecond.isPresent()
                ? (long) Math.min(Duration.ofDays(1).toNanos(), TimeUnit.SECONDS.toNanos(1) / perSecond.getAsDouble())
                : 0;
        this.nanoTime = nanoTime;
        this.nextAt = nanoTime.getAsLong();
    }

    /** Takes the next step's place in time, and returns how long to wait until then. */
    Duration untilNext() {
        long now = nanoTime.getAsLong();
        long wait = Math.max(0, nextAt - now);
        nextAt = now + wait + nanosBetween;
        return Duration.ofNanos(wait);
    }
}
