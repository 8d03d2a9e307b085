// SPDX-License-Identifier: Apache-2.0
package dev.undertone.compare;

import dev.undertone.text.TokenIds;
import dev.undertone.text.Vocabulary;
import java.util.Arrays;

/** What is done about reviews of different lengths. */
public enum Padding {
    /** A review is as long as it is; what stands behind a shorter one in its batch is no part of it. */
    VARIABLE {
        @Override
        public TokenIds lay(TokenIds review, int tokenLimit) {
            return review;
        }
    },
    /**
     * Every review is filled to the token limit with padding in front, which the network reads: Keras'
     * {@code pad_sequences}.
     */
    FIXED {
        @Override
        public TokenIds lay(TokenIds review, int tokenLimit) {
            int[] ids = new int[tokenLimit];
            int padding = tokenLimit - review.length();
            Arrays.fill(ids, 0, padding, Vocabulary.PADDING);
            for (int i = 0; i < review.length(); i++) {
                ids[padding + i] = review.id(i);
            }
            return TokenIds.of(ids);
        }
    };

    /**
     * The review as the network reads it.
     *
     * @param review no longer than {@code tokenLimit}
     */
    public abstract TokenIds lay(TokenIds review, int tokenLimit);
}
