// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train;

import java.util.Random;

/**
 * One independent stream of random numbers for each purpose and epoch, so that an epoch is the same whether the run
 * before it was interrupted or not.
 */
final class Seeds {
    static final int WEIGHTS = 1;
    static final int ORDER = 2;
    static final int WORD_DROPOUT = 3;
    static final int DROPOUT = 4;
    static final int WORD_VECTORS = 5;
    static final int TEACHER = 6;
    static final int NGRAMS = 7;
    static final int NGRAM_TERM = 9;
    static final int VECTORS = 10;
    static final int MIXTURES = 11;
    static final int TUNING = 12;

    private Seeds() {}

    static Random random(long seed, int purpose, int epoch) {
        return new Random(of(seed, purpose, epoch));
    }

    /** The finalizer of SplitMix64 (Steele et al. 2014) over all three: close arguments give far results. */
    static long of(long seed, int purpose, int epoch) {
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
