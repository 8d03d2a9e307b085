// SPDX-License-Identifier: Apache-2.0
package dev.undertone.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what somebody who mistyped a key meant: the key fewest edits away (Levenshtein 1966), if those are few. */
final class NearestKey {
    private NearestKey() {}

    static Optional<String> to(String typed, Collection<String> keys) {
        return keys.stream()
                .min(Comparator.comparingInt((String key) -> edits(typed, key))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(key -> edits(typed, key) <= Math.max(2, key.length() / 3));
    }

    private static int edits(String from, String to) {
        int[] previous = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] current = new int[to.length() + 1];
            current[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int substitution = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(substitution, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[to.length()];
    }
}
