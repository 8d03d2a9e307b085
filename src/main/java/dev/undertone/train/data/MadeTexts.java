// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.data;

import java.util.List;
import java.util.Set;

/**
 * Which texts were made for their labels rather than labelled: no teacher knows better what side they are on.
 * Immutable.
 *
 * @param written sentences of templates
 * @param joined pairs of others' texts ({@link Mixtures})
 */
public record MadeTexts(Set<String> written, Set<String> joined) {
    public MadeTexts {
        written = Set.copyOf(written);
        joined = Set.copyOf(joined);
    }

    public boolean contains(String text) {
        return written.contains(text) || joined.contains(text);
    }

    /** Those of {@code texts} that were labelled. */
    public List<String> others(List<String> texts) {
        return texts.stream().filter(text -> !contains(text)).toList();
    }
}
