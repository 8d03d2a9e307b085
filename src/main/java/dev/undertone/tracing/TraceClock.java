// SPDX-License-Identifier: Apache-2.0
package dev.undertone.tracing;

import java.util.Objects;
import java.util.function.LongSupplier;

/**
 * Tells what a time of the clock for durations is on the clock of the world.
 *
 * @param nanoTime the clock for durations, in nanoseconds
 * @param epochNanos the clock of the world, in nanoseconds since 1970
 */
public record TraceClock(LongSupplier nanoTime, LongSupplier epochNanos) {
    public TraceClock {
        Objects.requireNonNull(nanoTime, "nanoTime");
        Objects.requireNonNull(epochNanos, "epochNanos");
    }

    long now() {
        return nanoTime.getAsLong();
    }

    /** What to add to a time of the first clock to have that of the second. Spans of one trace share one. */
    long offset() {
        return epochNanos.getAsLong() - nanoTime.getAsLong();
    }
}
