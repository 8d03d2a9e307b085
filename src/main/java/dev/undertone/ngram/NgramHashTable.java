// SPDX-License-Identifier: Apache-2.0
package dev.undertone.ngram;

import dev.undertone.text.TokenIds;
import dev.undertone.text.Vocabulary;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the n-grams of token ids that count, by arithmetic that an ONNX graph can do as well: each of its ids times a
 * factor, which depends on how far it stands before the last, and the sum modulo a prime. One set of factors gives a
 * slot, another a number that tells the owner of the slot from all others. Of n-grams that share a slot the most
 * frequent owns it, and the others do not count. Immutable.
 */
public final class NgramHashTable {
    /** Below every number that tells an owner. */
    public static final int FREE = -1;

    public static final long PRIME = Integer.MAX_VALUE;

    /**
     * Which tokens make an n-gram, each pattern as how far they stand before the last: one to four in a row, and two
     * with one between them. A pattern cut off at the start of a text is another one, so that
     * {@link Vocabulary#PADDING} may stand there.
     */
    public static final List<List<Integer>> PATTERNS =
            List.of(List.of(0), List.of(0, 1), List.of(0, 1, 2), List.of(0, 1, 2, 3), List.of(0, 2));

    /** For the last id first; below the prime, so that no sum overflows. */
    private static final long[] SLOT_FACTORS = {1_812_433_253, 1_566_083_941, 1_103_515_245, 1_289_706_101};

    private static final long[] OWNER_FACTORS = {1_597_334_677, 747_796_405, 1_181_783_497, 1_851_906_037};
    private static final int OWNER_BITS = 31;
    /** Of the slots, given away one after the other: all n-grams of all texts at once would take a large heap. */
    private static final int PARTS = 4;

    /** The number of each slot's owner. */
    private final int[] owners;

    private final int size;

    private NgramHashTable(int[] owners) {
        this.owners = owners;
        this.size = (int) Arrays.stream(owners).filter(owner -> owner != FREE).count();
    }

    /**
     * Gives slots to the n-grams of {@code texts}.
     *
     * @param slots how many there are, at least 1
     * @param fewest how many texts an n-gram must occur in
     */
    public static NgramHashTable of(List<TokenIds> texts, int slots, int fewest) {
        if (slots < 1) {
            throw new IllegalArgumentException("n-grams need a slot at least, not " + slots);
        }
        int[] owners = new int[slots];
        Arrays.fill(owners, FREE);
        int[] frequencies = new int[slots];
        for (int part = 0; part < PARTS; part++) {
            long[] found = ngrams(texts, slots, part);
            for (int start = 0, end; start < found.length; start = end) {
                end = start + 1;
                while (end < found.length && found[end] == found[start]) {
                    end++;
                }
                int slot = slot(found[start]);
                if (end - start >= fewest && end - start > frequencies[slot]) {
                    frequencies[slot] = end - start;
                    owners[slot] = owner(found[start]);
                }
            }
        }
        return new NgramHashTable(owners);
    }

    /** From how many tokens in a row the longest n-grams are. */
    public static int longest() {
        return SLOT_FACTORS.length;
    }

    /** What an id is multiplied with for its slot, {@code back} tokens before the last. */
    public static long slotFactor(int back) {
        return SLOT_FACTORS[back];
    }

    /** What an id is multiplied with for the owner's number, {@code back} tokens before the last. */
    public static long ownerFactor(int back) {
        return OWNER_FACTORS[back];
    }

    /** How many slots there are, the free ones included. */
    public int slots() {
        return owners.length;
    }

    /** How many n-grams own one. */
    public int size() {
        return size;
    }

    /** The number of each slot's owner, or {@link #FREE}. */
    public int[] owners() {
        return owners.clone();
    }

    /**
     * The slots of those n-grams of {@code text} that own one, ascending, each once however often its n-gram occurs.
     */
    int[] held(TokenIds text) {
        long[] found = ngrams(text, owners.length);
        int[] held = new int[found.length];
        int kept = 0;
        for (long ngram : found) {
            int slot = slot(ngram);
            if (owners[slot] == owner(ngram)) {
                held[kept++] = slot;
            }
        }
        return Arrays.copyOf(held, kept);
    }

    /**
     * Slot and owner's number of the n-grams of {@code texts} in one part of the slots, ascending, each as often as
     * texts hold it.
     */
    private static long[] ngrams(List<TokenIds> texts, int slots, int part) {
        long[] all = new long[1 << 16];
        int count = 0;
        for (TokenIds text : texts) {
            for (long ngram : ngrams(text, slots)) {
                if (slot(ngram) % PARTS == part) {
                    if (count == all.length) {
                        all = Arrays.copyOf(all, 2 * count);
                    }
                    all[count++] = ngram;
                }
            }
        }
        long[] found = Arrays.copyOf(all, count);
        Arrays.sort(found);
        return found;
    }

    /** Slot and owner's number of each n-gram of {@code text}, ascending, each once. */
    private static long[] ngrams(TokenIds text, int slots) {
        long[] found = new long[PATTERNS.size() * text.length()];
        int count = 0;
        for (int last = 0; last < text.length(); last++) {
            for (List<Integer> pattern : PATTERNS) {
                if (pattern.get(pattern.size() - 1) <= last) {
                    long slotSum = 0;
                    long ownerSum = 0;
                    for (int back : pattern) {
                        slotSum += text.id(last - back) * SLOT_FACTORS[back];
                        ownerSum += text.id(last - back) * OWNER_FACTORS[back];
                    }
                    found[count++] = slotSum % PRIME % slots << OWNER_BITS | ownerSum % PRIME;
                }
            }
        }
        Arrays.sort(found, 0, count);
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (i == 0 || found[i] != found[i - 1]) {
                found[kept++] = found[i];
            }
        }
        return Arrays.copyOf(found, kept);
    }

    private static int slot(long ngram) {
        return (int) (ngram >>> OWNER_BITS);
    }

    private static int owner(long ngram) {
        return (int) (ngram & PRIME);
    }
}
