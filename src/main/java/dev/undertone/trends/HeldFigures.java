// SPDX-License-Identifier: Apache-2.0
package dev.undertone.trends;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Figures as a store has them.
 *
 * @param alerted whether an alert of them has gone out
 */
record HeldFigures(SentimentFigures figures, boolean alerted) {
    static HeldFigures none() {
        return new HeldFigures(new SentimentFigures(), false);
    }

    static HeldFigures read(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        boolean alerted = buffer.get() != 0;
        return new HeldFigures(SentimentFigures.read(buffer), alerted);
    }

    byte[] bytes() {
        ByteBuffer buffer = ByteBuffer.allocate(1 + figures.size());
        buffer.put((byte) (alerted ? 1 : 0));
        figures.write(buffer);
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    HeldFigures withAlert() {
        return new HeldFigures(figures, true);
    }
}
