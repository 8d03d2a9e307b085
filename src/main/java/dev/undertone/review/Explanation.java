// SPDX-License-Identifier: Apache-2.0
package dev.undertone.review;

import java.util.List;
import java.util.Optional;

/**
 * Why a review has its score, as far as that was asked for.
 *
 * @param words those that matter most, the strongest first
 * @param sentences in the text's order
 */
public record Explanation(Optional<List<WeightedText>> words, Optional<List<SentenceScore>> sentences) {
    /** Nothing was asked for. */
    public static final Explanation NONE = new Explanation(Optional.empty(), Optional.empty());

    public Explanation {
        words = words.map(List::copyOf);
        sentences = sentences.map(List::copyOf);
    }
}
