// SPDX-License-Identifier: Apache-2.0
package dev.undertone.score;

/**
 * What is to be said of why a review has its score.
 *
 * @param words how many of its words are named, those that move the score most; 0 for none
 * @param joined whether words that stand side by side and say the same are named together
 * @param sentences whether each of its sentences gets a score
 */
public record ExplainPolicy(int words, boolean joined, boolean sentences) {
    /** Nothing. */
    public static final ExplainPolicy OFF = new ExplainPolicy(0, true, false);

    /** Every word by itself. */
    public static final ExplainPolicy EVERY_WORD = new ExplainPolicy(Integer.MAX_VALUE, false, false);

    public ExplainPolicy {
        if (words < 0) {
            throw new IllegalArgumentException("the number of words must be at least 0, not " + words);
        }
    }

    /** Whether anything is to be said. */
    public boolean isOn() {
        return words > 0 || sentences;
    }
}
