// SPDX-License-Identifier: Apache-2.0
package dev.undertone.review;

/**
 * A sentence of a review and where it stands by itself.
 *
 * @param offset where it begins in the review's text, in UTF-16 units
 * @param length in UTF-16 units
 * @param score between -1, all negative, and 1, all positive: what a review would have whose words added up to what
 *     this sentence's words add
 */
public record SentenceScore(int offset, int length, double score) {
    public SentenceScore {
        if (offset < 0 || length < 1) {
            throw new IllegalArgumentException("a sentence has a place and a length, not " + offset + " and " + length);
        }
        if (!(score >= -1 && score <= 1)) {
            throw new IllegalArgumentException("a sentence's score must lie in -1..1, not " + score);
        }
    }

    /** One whose words add {@code weight} to the log-odds of the review. */
    public static SentenceScore of(int offset, int length, double weight) {
        // Twice the sigmoid, less one.
        return new SentenceScore(offset, length, Math.tanh(weight / 2));
    }
}
