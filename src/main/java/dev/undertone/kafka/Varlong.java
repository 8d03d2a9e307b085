// SPDX-License-Identifier: Apache-2.0
package dev.undertone.kafka;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/**
 * Whole numbers in as few bytes as they need, as Kafka's own records and Protobuf's {@code sint64} have them: seven
 * bits a byte, the lowest first, and small negative numbers as short as small positive ones. Kafka's own code for it is
 * not public, and moves.
 */
public final class Varlong {
    /** What the largest number takes, in bytes. */
    public static final int LARGEST = 10;

    private static final int BITS = 7;
    private static final int REST = 0x7F;
    private static final int MORE = 0x80;

    private Varlong() {}

    /** @throws java.nio.BufferOverflowException if there is no room for it */
    public static void write(long number, ByteBuffer to) {
        long rest = number << 1 ^ number >> Long.SIZE - 1;
        while ((rest & ~REST) != 0) {
            to.put((byte) (rest & REST | MORE));
            rest >>>= BITS;
        }
        to.put((byte) rest);
    }

    /**
     * @throws BufferUnderflowException if it is cut short
     * @throws IllegalArgumentException if it goes on for longer than any number
     */
    public static long read(ByteBuffer from) {
        long rest = 0;
        for (int shift = 0; shift < BITS * LARGEST; shift += BITS) {
            byte next = from.get();
            rest |= (long) (next & REST) << shift;
            if (next >= 0) {
                return rest >>> 1 ^ -(rest & 1);
            }
        }
        throw new IllegalArgumentException("a number of more than " + LARGEST + " bytes");
    }
}
