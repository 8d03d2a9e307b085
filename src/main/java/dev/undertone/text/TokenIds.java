// SPDX-License-Identifier: Apache-2.0
package dev.undertone.text;

import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * The token ids of one review, as the model reads them, with their places in its text where those were asked for; two
 * with the same ids are equal wherever these stand. Immutable.
 */
public final class TokenIds {
    private final int[] ids;
    private final boolean truncated;
    /** Null where nobody has asked for them. */
    private final TokenPlaces places;

    /** Takes over {@code ids}: the caller must not change the array afterwards. */
    TokenIds(int[] ids, boolean truncated) {
        this(ids, truncated, null);
    }

    /** @param places null where nobody has asked for them */
    TokenIds(int[] ids, boolean truncated, TokenPlaces places) {
        this.ids = ids;
        this.truncated = truncated;
        this.places = places;
    }

    /** Ids to score as they are, nothing cut. */
    public static TokenIds of(int... ids) {
        return new TokenIds(ids.clone(), false);
    }

    public int length() {
        return ids.length;
    }

    public boolean isEmpty() {
        return ids.length == 0;
    }

    public int id(int position) {
        return ids[position];
    }

    /** How many of them stand for tokens that the vocabulary does not have. */
    public int unknown() {
        int unknown = 0;
        for (int id : ids) {
            unknown += id == Vocabulary.UNKNOWN ? 1 : 0;
        }
        return unknown;
    }

    /** Puts all of them into a buffer, first to last. */
    public void copyTo(IntBuffer buffer) {
        buffer.put(ids);
    }

    /** Whether the review had more tokens than these. */
    public boolean truncated() {
        return truncated;
    }

    /** Where they stand in the text of the review, for ids of {@link ReviewEncoder#encodeWithPlaces}. */
    public Optional<TokenPlaces> places() {
        return Optional.ofNullable(places);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TokenIds that && truncated == that.truncated && Arrays.equals(ids, that.ids);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(ids);
    }

    @Override
    public String toString() {
        return Arrays.toString(ids) + (truncated ? " (truncated)" : "");
    }
}
