// SPDX-License-Identifier: Apache-2.0
package dev.undertone.batch;

/**
 * How an item came to a {@link BatchBuffer}, in nanoseconds.
 *
 * @param at when, on the clock of the buffer
 * @param took how long the thread was busy with the item until then
 * @param age how long before that the item had come into being: what it has waited elsewhere. Another clock may have
 *     told it, so it can be wrong; a negative one counts as none
 */
public record Arrival(long at, long took, long age) {
    public Arrival {
        if (took < 0) {
            throw new IllegalArgumentException("took must not be negative, it is " + took);
        }
    }
}
