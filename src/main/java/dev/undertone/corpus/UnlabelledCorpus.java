// SPDX-License-Identifier: Apache-2.0
package dev.undertone.corpus;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;

/** Reviews of which nobody said what their writers felt, with the name of where they came from. Immutable. */
public record UnlabelledCorpus(String name, List<String> texts) {
    public UnlabelledCorpus {
        Objects.requireNonNull(name, "name");
        texts = List.copyOf(texts);
    }

    public int size() {
        return texts.size();
    }

    /** Each text once, those in {@code others} not at all: what a model will be measured on, it must not have seen. */
    public UnlabelledCorpus without(Set<String> others) {
        Set<String> kept = new LinkedHashSet<>(texts);
        kept.removeAll(others);
        return new UnlabelledCorpus(name, List.copyOf(kept));
    }

    /**
     * At most {@code most} of the texts, each once, chosen by a hash of them: a smaller choice is part of every
     * larger one.
     */
    public UnlabelledCorpus limited(int most) {
        return new UnlabelledCorpus(
                name,
                texts.stream()
                        .distinct()
                        .sorted(Comparator.comparingLong(TextHash::number))
                        .limit(most)
                        .toList());
    }

    /** {@code size} of the texts, chosen at random, or all of them where there are fewer. */
    public UnlabelledCorpus sample(int size, long seed) {
        List<String> shuffled = new ArrayList<>(texts);
        Collections.shuffle(shuffled, new Random(seed));
        return new UnlabelledCorpus(name, shuffled.subList(0, Math.min(size, shuffled.size())));
    }

    /** A SHA-256 in hexadecimal over the texts, in their order. */
    public String hash() {
        return TextHash.of(texts);
    }
}
