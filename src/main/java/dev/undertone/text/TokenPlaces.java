// SPDX-License-Identifier: Apache-2.0
package dev.undertone.text;

/**
 * Where the tokens of a review stand in its text, as it was before it was normalized; in UTF-16 units. They follow one
 * another, none cuts a character in two, and two have the same place only where one character became both (½).
 * Immutable.
 */
public final class TokenPlaces {
    private final String text;
    private final int[] starts;
    private final int[] ends;

    /** Takes over the arrays: the caller must not change them afterwards. */
    TokenPlaces(String text, int[] starts, int[] ends) {
        this.text = text;
        this.starts = starts;
        this.ends = ends;
    }

    /** The review's text. */
    public String text() {
        return text;
    }

    /** Where a token begins. */
    public int start(int token) {
        return starts[token];
    }

    /** Where it ends; the character there is none of it any more. */
    public int end(int token) {
        return ends[token];
    }
}
