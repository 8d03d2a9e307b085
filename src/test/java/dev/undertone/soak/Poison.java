// SPDX-License-Identifier: Apache-2.0
package dev.undertone.soak;

import static dev.undertone.testing.Records.bytes;

import dev.undertone.review.RejectReason;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Records that cannot be scored. */
enum Poison {
    /** An event that ends in the middle. */
    CUT_OFF(RejectReason.UNREADABLE, (event, random) -> Arrays.copyOf(event, random.nextInt(1, event.length))),
    /** Bytes that mean nothing. */
    BINARY(RejectReason.UNREADABLE, (event, random) -> {
        byte[] bytes = new byte[random.nextInt(2, 400)];
        random.nextBytes(bytes);
        // No JSON begins so.
        bytes[0] = (byte) 0xff;
        return bytes;
    }),
    /** A record without a value, as deletes one from a compacted topic. */
    NO_VALUE(RejectReason.UNREADABLE, (event, random) -> null),
    NO_TEXT(RejectReason.MISSING_TEXT, (event, random) -> bytes("{\"id\":\"x\",\"body\":\"a good film\"}")),
    TEXT_IS_A_NUMBER(RejectReason.MISSING_TEXT, (event, random) -> bytes("{\"id\":\"x\",\"text\":42}")),
    EMPTY(RejectReason.EMPTY_TEXT, (event, random) -> bytes("{\"id\":\"x\",\"text\":\" \\n \"}")),
    TOO_LARGE(
            RejectReason.TOO_LARGE,
            (event, random) -> bytes("{\"id\":\"x\",\"text\":\""
                    + "on and on ".repeat(SoakRun.INPUT_MAX_BYTES / 10 + random.nextInt(1, 1000)) + "\"}"));

    private final RejectReason reason;
    private final Spoiling spoiling;

    Poison(RejectReason reason, Spoiling spoiling) {
        this.reason = reason;
        this.spoiling = spoiling;
    }

    @FunctionalInterface
    private interface Spoiling {
        byte[] of(byte[] event, RandomGenerator random);
    }

    /** What it must be rejected for. */
    RejectReason reason() {
        return reason;
    }

    /**
     * The value of a record of this kind; null for none.
     *
     * @param event a sound one
     */
    byte[] spoil(byte[] event, RandomGenerator random) {
        return spoiling.of(event, random);
    }
}
