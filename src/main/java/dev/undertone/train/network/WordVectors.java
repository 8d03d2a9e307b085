// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.network;

import dev.undertone.text.TokenIds;
import dev.undertone.text.Vocabulary;
import dev.undertone.train.plan.Seeds;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Learns what a token means from the tokens around it, so that the embedding starts with like tokens in like places:
 * the skip-gram model with negative samples (Mikolov et al. 2013, "Distributed Representations of Words and Phrases and
 * their Compositionality"). It sees no label. Confined to one thread.
 */
public final class WordVectors {
    private static final int WINDOW = 5;
    private static final int NEGATIVES = 5;
    /** Tokens that make up more than this share of the texts are skipped the more often the more frequent they are. */
    private static final double FREQUENT = 1e-4;

    private static final float FIRST_RATE = 0.025f;
    /** Of the vectors handed out: about what the embedding's numbers grow to while a network learns. */
    private static final double SIZE = 0.1;

    /** Beyond it either way a sigmoid counts as 0 or 1. */
    private static final float RANGE = 8;

    private static final float[] SIGMOID = sigmoids();

    private final int size;
    private final float[] vectors;
    private final float[] contexts;
    private final float[] change;
    private final int[] negatives = new int[1 << 20];
    private final double[] kept;
    private long random;

    private WordVectors(List<TokenIds> reviews, int vocabulary, int size, long seed) {
        this.size = size;
        this.vectors = new float[vocabulary * size];
        this.contexts = new float[vocabulary * size];
        this.change = new float[size];
        this.kept = new double[vocabulary];
        this.random = seed;
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = (uniform() - 0.5f) / size;
        }
        long[] counts = new long[vocabulary];
        for (TokenIds review : reviews) {
            for (int i = 0; i < review.length(); i++) {
                counts[review.id(i)]++;
            }
        }
        // An unknown token says nothing of its neighbours.
        counts[Vocabulary.UNKNOWN] = 0;
        countFrequencies(counts);
    }

    /**
     * Vectors of {@code size} numbers for each of {@code vocabulary} ids, row by row.
     *
     * @param reviews at least one
     * @param passes over them
     * @param progress hears how many tokens each review had that was read
     */
    public static float[] learn(
            List<TokenIds> reviews, int vocabulary, int size, int passes, long seed, LongConsumer progress) {
        WordVectors learner = new WordVectors(reviews, vocabulary, size, Seeds.of(seed, Seeds.WORD_VECTORS, 0));
        long steps = (long) passes * reviews.size();
        long step = 0;
        for (int pass = 0; pass < passes; pass++) {
            for (TokenIds review : reviews) {
                learner.read(review, FIRST_RATE * Math.max(1e-4f, 1 - (float) step / steps));
                step++;
                progress.accept(review.length());
            }
        }
        return learner.scaled();
    }

    private void countFrequencies(long[] counts) {
        double total = 0;
        double weights = 0;
        for (long count : counts) {
            total += count;
            weights += Math.pow(count, 0.75);
        }
        int slot = 0;
        double reached = 0;
        for (int id = 0; id < counts.length; id++) {
            double share = counts[id] / total;
            kept[id] = counts[id] == 0 ? 0 : Math.min(1, Math.sqrt(FREQUENT / share) + FREQUENT / share);
            reached += Math.pow(counts[id], 0.75) / weights;
            while (slot < negatives.length && (slot < reached * negatives.length || id == counts.length - 1)) {
                negatives[slot++] = id;
            }
        }
    }

    private void read(TokenIds review, float rate) {
        int[] tokens = new int[review.length()];
        int length = 0;
        for (int i = 0; i < tokens.length; i++) {
            if (uniform() < kept[review.id(i)]) {
                tokens[length++] = review.id(i);
            }
        }
        for (int centre = 0; centre < length; centre++) {
            int reach = 1 + below(WINDOW);
            for (int i = Math.max(0, centre - reach); i <= Math.min(length - 1, centre + reach); i++) {
                if (i != centre) {
                    learnPair(tokens[i], tokens[centre], rate);
                }
            }
        }
    }

    private void learnPair(int token, int neighbour, float rate) {
        int row = token * size;
        Arrays.fill(change, 0);
        for (int sample = 0; sample <= NEGATIVES; sample++) {
            int other = sample == 0 ? neighbour : negatives[below(negatives.length)];
            if (sample > 0 && other == neighbour) {
                continue;
            }
            int context = other * size;
            float step = rate * ((sample == 0 ? 1 : 0) - sigmoid(dot(row, context)));
            for (int i = 0; i < size; i++) {
                change[i] += step * contexts[context + i];
            }
            for (int i = 0; i < size; i++) {
                contexts[context + i] += step * vectors[row + i];
            }
        }
        for (int i = 0; i < size; i++) {
            vectors[row + i] += change[i];
        }
    }

    /** Four sums at a time, because a processor waits for one to be done before it goes on with it. */
    private float dot(int row, int context) {
        float first = 0;
        float second = 0;
        float third = 0;
        float fourth = 0;
        int i = 0;
        for (; i + 3 < size; i += 4) {
            first += vectors[row + i] * contexts[context + i];
            second += vectors[row + i + 1] * contexts[context + i + 1];
            third += vectors[row + i + 2] * contexts[context + i + 2];
            fourth += vectors[row + i + 3] * contexts[context + i + 3];
        }
        for (; i < size; i++) {
            first += vectors[row + i] * contexts[context + i];
        }
        return first + second + third + fourth;
    }

    private static float sigmoid(float x) {
        if (x >= RANGE) {
            return 1;
        }
        return x <= -RANGE ? 0 : SIGMOID[(int) ((x + RANGE) * (SIGMOID.length / (2 * RANGE)))];
    }

    private static float[] sigmoids() {
        float[] values = new float[4_096];
        for (int i = 0; i < values.length; i++) {
            double middle = (i + 0.5) / values.length * 2 * RANGE - RANGE;
            values[i] = (float) (1 / (1 + Math.exp(-middle)));
        }
        return values;
    }

    private float[] scaled() {
        double sum = 0;
        for (float value : vectors) {
            sum += (double) value * value;
        }
        float factor = (float) (SIZE / Math.sqrt(sum / vectors.length));
        float[] scaled = new float[vectors.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = factor * vectors[i];
        }
        return scaled;
    }

    /** From 0 to below 1. The generator is java.util.Random's, without its price for use by many threads. */
    private float uniform() {
        random = random * 0x5DEECE66DL + 0xB;
        return (random >>> 24 & 0xFFFFFF) / (float) (1 << 24);
    }

    private int below(int bound) {
        return (int) (uniform() * bound);
    }
}
