// SPDX-License-Identifier: Apache-2.0
package dev.undertone.bench.alternative;

/** An application that scores a topic until it is told to end. What it scores with lives as long as its process. */
interface Application {
    /**
     * Reads, scores and writes. Returns once {@link #stop} was called and everything that was read is written
     * and committed.
     *
     * @param whenReading called once, by any thread, when records begin to come
     * @throws Exception what made it end otherwise
     */
    void run(Runnable whenReading) throws Exception;

    /** Tells it to end; by any thread, more than once if need be. */
    void stop();
}
