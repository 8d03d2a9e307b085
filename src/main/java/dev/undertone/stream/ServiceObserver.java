// SPDX-License-Identifier: Apache-2.0
package dev.undertone.stream;

/** Is told what happens to the service. Called from its threads; must not block. */
public interface ServiceObserver {
    /** Every stream thread has its partitions and reads. */
    default void running() {}

    /** A stream thread failed in a way that passes, and another took its place. */
    default void threadReplaced(Throwable cause) {}
}
