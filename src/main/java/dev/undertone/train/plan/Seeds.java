// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.plan;

import java.util.Random;

/**
 * One independent stream of random numbers for each purpose and epoch, so that an epoch is the same whether the run
 * before it was interrupted or not.
 */
public final class Seeds {
    public static final int WEIGHTS = 1;
    public static final int ORDER = 2;
    public static final int WORD_DROPOUT = 3;
    public static final int DROPOUT = 4;
    public static final int WORD_VECTORS = 5;
    public static final int TEACHER = 6;
    public static final int NGRAMS = 7;
    public static final int NGRAM_TERM = 9;
    public static final int VECTORS = 10;
    public static final int MIXTURES = 11;
    public static final int TUNING = 12;

    private Seeds() {}

    public static Random random(long seed, int purpose, int epoch) {
        return new Random(of(seed, purpose, epoch));
    }

    /** The finalizer of SplitMix64 (Steele et al. 2014) over all three: close arguments give far results. */
    public static long of(long seed, int purpose, int epoch) {
        long mixed = seed;
        for (long part : new long[] {purpose, epoch}) {
            mixed += 0x9e3779b97f4a7c15L * (part + 1);
            mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
            mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
            mixed ^= mixed >>> 31;
        }
        return mixed;
    }
}
