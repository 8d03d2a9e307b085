// SPDX-License-Identifier: Apache-2.0
package dev.undertone.score;

import dev.undertone.review.Outcome;
import java.util.List;

/**
 * What became of a batch.
 *
 * @param outcomes one a review, in the order given
 * @param paddedTokens that the model computed, with those that its parts were padded with
 */
public record ScoredBatch(List<Outcome> outcomes, long paddedTokens) {}
