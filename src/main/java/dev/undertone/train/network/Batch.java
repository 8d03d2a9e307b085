// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.network;

import dev.undertone.text.TokenIds;
import dev.undertone.text.Vocabulary;
import dev.undertone.train.data.Dataset;
import dev.undertone.train.data.Target;
import java.util.List;
import java.util.Random;

/**
 * Reviews side by side, padded on the right to the longest, time by time as libtorch's recurrent layers are fastest.
 */
public final class Batch {
    private final int[] tokens;
    private final long[] lengths;
    private final List<Target> targets;
    private final int time;

    private Batch(int[] tokens, long[] lengths, List<Target> targets, int time) {
        this.tokens = tokens;
        this.lengths = lengths;
        this.targets = targets;
        this.time = time;
    }

    /** The reviews at {@code positions}, as they are. */
    public static Batch of(Dataset corpus, List<Integer> positions) {
        return of(corpus, positions, 0, new Random(0));
    }

    /** The reviews at {@code positions}, a share of their tokens shown as unknown. */
    public static Batch of(Dataset corpus, List<Integer> positions, double wordDropout, Random random) {
        int rows = positions.size();
        int time = positions.stream()
                .mapToInt(position -> corpus.reviews().get(position).length())
                .max()
                .orElseThrow();
        int[] tokens = new int[rows * time];
        long[] lengths = new long[rows];
        List<Target> targets = positions.stream().map(corpus::target).toList();
        for (int row = 0; row < rows; row++) {
            TokenIds review = corpus.reviews().get(positions.get(row));
            int length = review.length();
            lengths[row] = length;
            for (int i = 0; i < length; i++) {
                boolean hidden = wordDropout > 0 && random.nextDouble() < wordDropout;
                tokens[i * rows + row] = hidden ? Vocabulary.UNKNOWN : review.id(i);
            }
        }
        return new Batch(tokens, lengths, targets, time);
    }

    public int rows() {
        return lengths.length;
    }

    public int time() {
        return time;
    }

    /** Ids [time, rows]. */
    public int[] tokens() {
        return tokens;
    }

    /**
     * Where in [time, rows] to take each cell from so that every review stands reversed inside its own length: a layer
     * that reads backward then reads from the left too, and meets no padding before a token.
     */
    public long[] reversal() {
        long[] sources = new long[time * rows()];
        for (int i = 0; i < sources.length; i++) {
            int row = i % rows();
            long mirrored = lengths[row] - 1 - i / rows();
            sources[i] = mirrored >= 0 ? mirrored * rows() + row : i;
        }
        return sources;
    }

    /** How many tokens each review has. */
    public long[] lengths() {
        return lengths;
    }

    /** What there is to learn of each review. */
    public List<Target> targets() {
        return targets;
    }

    /** For each time and row 1 where padding stands, 0 where a token stands. */
    public boolean[] padding() {
        boolean[] padding = new boolean[time * rows()];
        for (int i = 0; i < padding.length; i++) {
            padding[i] = i / rows() >= lengths[i % rows()];
        }
        return padding;
    }
}
