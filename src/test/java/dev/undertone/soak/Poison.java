// SPDX-License-Identifier: Apache-2.0
package dev.undertone.soak;

import dev.undertone.review.RejectReason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Records that cannot be scored. */
enum Poison {
    /** An event that ends in the middle. */
    CUT_OFF(RejectReason.UNREADABLE) {
        @Override
        byte[] spoil(byte[] event, RandomGenerator random) {
            return Arrays.copyOf(event, random.nextInt(1, event.length));
        }
    },
    /** Bytes that mean nothing. */
    BINARY(RejectReason.UNREADABLE) {
        @Override
        byte[] spoil(byte[] event, RandomGenerator random) {
            byte[] bytes = new byte[random.nextInt(2, 400)];
            random.nextBytes(bytes);
            // No JSON begins so.
            bytes[0] = (byte) 0xff;
            return bytes;
        }
    },
    /** A record without a value, as deletes one from a compacted topic. */
    NO_VALUE(RejectReason.UNREADABLE) {
        @Override
        byte[] spoil(byte[] event, RandomGenerator random) {
            return null;
        }
    },
    NO_TEXT(RejectReason.MISSING_TEXT) {
        @Override
        byte[] spoil(byte[] event, RandomGenerator random) {
            return "{\"id\":\"x\",\"body\":\"a good film\"}".getBytes(StandardCharsets.UTF_8);
        }
    },
    TEXT_IS_A_NUMBER(RejectReason.MISSING_TEXT) {
        @Override
        byte[] spoil(byte[] event, RandomGenerator random) {
            return "{\"id\":\"x\",\"text\":42}".getBytes(StandardCharsets.UTF_8);
        }
    },
    EMPTY(RejectReason.EMPTY_TEXT) {
        @Override
        byte[] spoil(byte[] event, RandomGenerator random) {
            return "{\"id\":\"x\",\"text\":\" \\n \"}".getBytes(StandardCharsets.UTF_8);
        }
    },
    TOO_LARGE(RejectReason.TOO_LARGE) {
        @Override
        byte[] spoil(byte[] event, RandomGenerator random) {
            return ("{\"id\":\"x\",\"text\":\""
                            + "on and on ".repeat(SoakRun.INPUT_MAX_BYTES / 10 + random.nextInt(1, 1000)) + "\"}")
                    .getBytes(StandardCharsets.UTF_8);
        }
    };

    private final RejectReason reason;

    Poison(RejectReason reason) {
        this.reason = reason;
    }

    /** What it must be rejected for. */
    RejectReason reason() {
        return reason;
    }

    /** The value of a record of this kind; null for none. @param event a sound one */
    abstract byte[] spoil(byte[] event, RandomGenerator random);
}
