// SPDX-License-Identifier: Apache-2.0
package dev.undertone.review;

import java.util.Objects;

/**
 * A part of a review's text and how far it moves the score.
 *
 * @param text as it stands in the review
 * @param offset where it begins there, in UTF-16 units
 * @param length in UTF-16 units
 * @param weight that it adds to the log-odds of the review being positive rather than negative: above 0 it speaks for
 *     positive, below for negative
 */
public record WeightedText(String text, int offset, int length, double weight) {
    public WeightedText {
        Objects.requireNonNull(text, "text");
        if (offset < 0 || text.length() != length) {
            throw new IllegalArgumentException("a text of length " + length + " at " + offset + " needs as many units");
        }
    }

    /** The part of {@code whole} from {@code start} to before {@code end}. */
    public static WeightedText of(String whole, int start, int end, double weight) {
        return new WeightedText(whole.substring(start, end), start, end - start, weight);
    }
}
