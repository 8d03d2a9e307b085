// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train;

import dev.undertone.corpus.Corpus;
import dev.undertone.corpus.LabelledReview;
import dev.undertone.text.ReviewEncoder;
import dev.undertone.text.TokenIds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reviews as a network reads them, with their labels. A review without any token is left out: no score of it means anything. */
final class EncodedCorpus {
    private final List<TokenIds> reviews;
    private final boolean[] positive;

    private EncodedCorpus(List<TokenIds> reviews, boolean[] positive) {
        this.reviews = reviews;
        this.positive = positive;
    }

    static EncodedCorpus of(Corpus corpus, ReviewEncoder encoder) {
        List<TokenIds> reviews = new ArrayList<>(corpus.size());
        boolean[] positive = new boolean[corpus.size()];
        for (LabelledReview review : corpus.reviews()) {
            TokenIds ids = encoder.encode(review.text());
            if (!ids.isEmpty()) {
                positive[reviews.size()] = review.positive();
                reviews.add(ids);
            }
        }
        return new EncodedCorpus(List.copyOf(reviews), Arrays.copyOf(positive, reviews.size()));
    }

    int size() {
        return reviews.size();
    }

    List<TokenIds> reviews() {
        return reviews;
    }

    boolean positive(int review) {
        return positive[review];
    }

    boolean[] labels() {
        return positive.clone();
    }

    /** The first {@code most} reviews, or all where there are fewer. */
    EncodedCorpus first(int most) {
        int size = Math.min(most, size());
        return new EncodedCorpus(reviews.subList(0, size), Arrays.copyOf(positive, size));
    }
}
