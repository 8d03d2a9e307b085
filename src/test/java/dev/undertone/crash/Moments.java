// SPDX-License-Identifier: Apache-2.0
package dev.undertone.crash;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** When things happen, where that moment is a test's input: there is no condition to wait for. */
public final class Moments {
    private Moments() {}

    /** Does nothing for so long. */
    public static void rest(Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }
}
