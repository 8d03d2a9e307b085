// SPDX-License-Identifier: Apache-2.0
package dev.undertone.bench;

import dev.undertone.text.Vocabulary;
import java.util.Iterator;

/** Made-up review events without end, the same from the beginning each time they are asked for. */
public record SyntheticReviews(Vocabulary vocabulary, LengthDistribution lengths, long seed)
        implements Iterable<byte[]> {
    @Override
    public Iterator<byte[]> iterator() {
        ReviewGenerator generator = new ReviewGenerator(vocabulary, lengths, seed);
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public byte[] next() {
                return generator.next();
            }
        };
    }
}
