// SPDX-License-Identifier: Apache-2.0
package dev.undertone.trends;

import dev.undertone.kafka.Varlong;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;

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
    Partial {
        Objects.requireNonNull(figures, "figures");
    }

    byte[] bytes() {
        ByteBuffer buffer = ByteBuffer.allocate(5 * Varlong.LARGEST + figures.size());
        Varlong.write(lengthMillis, buffer);
        Varlong.write(start, buffer);
        Varlong.write(source, buffer);
        Varlong.write(sourceTime, buffer);
        Varlong.write(sentTime, buffer);
        figures.write(buffer);
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    static Partial read(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new Partial(
                Varlong.read(buffer),
                Varlong.read(buffer),
                (int) Varlong.read(buffer),
                Varlong.read(buffer),
                Varlong.read(buffer),
                SentimentFigures.read(buffer));
    }
}
