// SPDX-License-Identifier: Apache-2.0
package dev.undertone.bench.alternative;

import dev.undertone.review.Outcome;
import dev.undertone.text.TokenIds;
import java.util.List;

/** Scores what an application has at hand. */
@FunctionalInterface
interface BatchScorer {
    /**
     * One outcome a review, in the order given.
     *
     * @param reviews each with a token at least; may be empty
     */
    List<Outcome> score(List<TokenIds> reviews);
}
