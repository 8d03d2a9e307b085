// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train;

import dev.undertone.text.TokenIds;
import dev.undertone.text.Vocabulary;
import java.util.List;
import java.util.Random;

/**
 * Reviews side by side, padded on the right to the longest, time by time as libtorch's recurrent layers are fastest. The ids stand
 * here twice, once reversed inside each review's own length: the backward layer then reads from the left too, and padding
 * never comes before a token in either direction.
 */
final class Batch {
    private final int[] forward;
    private final int[] backward;
    private final long[] lengths;
    private final float[] targets;
    private final int time;

    private Batch(int[] forward, int[] backward, long[] lengths, float[] targets, int time) {
        this.forward = forward;
        this.backward = backward;
        this.lengths = lengths;
        this.targets = targets;
        this.time = time;
    }

    /** The reviews at {@code positions}, as they are. */
    static Batch of(EncodedCorpus corpus, List<Integer> positions) {
        return of(corpus, positions, 0, new Random(0));
    }

    /** The reviews at {@code positions}, a share of their tokens shown as unknown. */
    static Batch of(EncodedCorpus corpus, List<Integer> positions, double wordDropout, Random random) {
        int rows = positions.size();
        int time = positions.stream()
                .mapToInt(position -> corpus.reviews().get(position).length())
                .max()
                .orElseThrow();
        int[] forward = new int[rows * time];
        int[] backward = new int[rows * time];
        long[] lengths = new long[rows];
        float[] targets = new float[rows];
        for (int row = 0; row < rows; row++) {
            TokenIds review = corpus.reviews().get(positions.get(row));
            int length = review.length();
            lengths[row] = length;
            targets[row] = corpus.positive(positions.get(row)) ? 1 : 0;
            for (int i = 0; i < length; i++) {
                boolean hidden = wordDropout > 0 && random.nextDouble() < wordDropout;
                int id = hidden ? Vocabulary.UNKNOWN : review.id(i);
                forward[i * rows + row] = id;
                backward[(length - 1 - i) * rows + row] = id;
            }
        }
        return new Batch(forward, backward, lengths, targets, time);
    }

    int rows() {
        return lengths.length;
    }

    int time() {
        return time;
    }

    /** Ids [time, rows], read forward or backward. */
    int[] tokens(boolean backwards) {
        return backwards ? backward : forward;
    }

    /** How many tokens each review has. */
    long[] lengths() {
        return lengths;
    }

    /** 1 for each positive review, 0 for each negative one. */
    float[] targets() {
        return targets;
    }

    /** For each time and row 1 where padding stands, 0 where a token stands. */
    boolean[] padding() {
        boolean[] padding = new boolean[time * rows()];
        for (int i = 0; i < padding.length; i++) {
            padding[i] = i / rows() >= lengths[i % rows()];
        }
        return padding;
    }
}
