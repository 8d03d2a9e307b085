// SPDX-License-Identifier: Apache-2.0
package dev.undertone.trends;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import org.apache.kafka.common.utils.ByteUtils;

/**
 * A part of the figures of a window, on its way to where the key's parts are added.
 *
 * @param lengthMillis of the window
 * @param start of the window, in milliseconds since 1970
 * @param source the partition of the scored topic that its reviews come from
 * @param sourceTime the latest time that a review of that partition had so far
 * @param sentTime the same when it sent parts the time before: all up to then are on their way ahead of this one
 */
record Partial(long lengthMillis, long start, int source, long sourceTime, long sentTime, SentimentFigures figures) {
    private static final int LARGEST_NUMBER = 10;

    Partial {
        Objects.requireNonNull(figures, "figures");
    }

    byte[] bytes() {
        ByteBuffer buffer = ByteBuffer.allocate(5 * LARGEST_NUMBER + figures.size());
        ByteUtils.writeVarlong(lengthMillis, buffer);
        ByteUtils.writeVarlong(start, buffer);
        ByteUtils.writeVarlong(source, buffer);
        ByteUtils.writeVarlong(sourceTime, buffer);
        ByteUtils.writeVarlong(sentTime, buffer);
        figures.write(buffer);
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    static Partial read(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new Partial(
                ByteUtils.readVarlong(buffer),
                ByteUtils.readVarlong(buffer),
                (int) ByteUtils.readVarlong(buffer),
                ByteUtils.readVarlong(buffer),
                ByteUtils.readVarlong(buffer),
                SentimentFigures.read(buffer));
    }
}
