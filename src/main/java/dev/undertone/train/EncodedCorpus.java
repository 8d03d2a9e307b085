// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train;

import dev.undertone.corpus.Corpus;
import dev.undertone.corpus.LabelledReview;
import dev.undertone.text.ReviewEncoder;
import dev.undertone.text.TokenIds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Reviews as a network reads them, each with how probable it is that its writer was pleased: 1 or 0 where that is
 * known. A review without any token is left out: no score of it means anything. Immutable.
 */
final class EncodedCorpus {
    private final List<TokenIds> reviews;
    private final float[] targets;

    private EncodedCorpus(List<TokenIds> reviews, float[] targets) {
        this.reviews = reviews;
        this.targets = targets;
    }

    static EncodedCorpus of(Corpus corpus, ReviewEncoder encoder) {
        List<TokenIds> reviews = new ArrayList<>(corpus.size());
        float[] targets = new float[corpus.size()];
        for (LabelledReview review : corpus.reviews()) {
            TokenIds ids = encoder.encode(review.text());
            if (!ids.isEmpty()) {
                targets[reviews.size()] = review.positive() ? 1 : 0;
                reviews.add(ids);
            }
        }
        return new EncodedCorpus(List.copyOf(reviews), Arrays.copyOf(targets, reviews.size()));
    }

    /** Reviews none of which is empty, with the {@code targets} beside them. */
    static EncodedCorpus of(List<TokenIds> reviews, float[] targets) {
        if (reviews.size() != targets.length || reviews.stream().anyMatch(TokenIds::isEmpty)) {
            throw new IllegalArgumentException("every review needs a token and a target");
        }
        return new EncodedCorpus(List.copyOf(reviews), targets.clone());
    }

    /** These reviews and then those of {@code other}. */
    EncodedCorpus and(EncodedCorpus other) {
        List<TokenIds> all = new ArrayList<>(reviews);
        all.addAll(other.reviews);
        float[] both = Arrays.copyOf(targets, all.size());
        System.arraycopy(other.targets, 0, both, size(), other.size());
        return new EncodedCorpus(List.copyOf(all), both);
    }

    /** Each review as {@code change} makes it, not empty, with the same target. */
    EncodedCorpus map(UnaryOperator<TokenIds> change) {
        return of(reviews.stream().map(change).toList(), targets);
    }

    int size() {
        return reviews.size();
    }

    List<TokenIds> reviews() {
        return reviews;
    }

    /** The probability to learn that the review is positive. */
    float target(int review) {
        return targets[review];
    }

    /** What is more probable of each review than not. */
    boolean[] labels() {
        boolean[] labels = new boolean[targets.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = targets[i] >= 0.5f;
        }
        return labels;
    }

    /** The first {@code most} reviews, or all where there are fewer. */
    EncodedCorpus first(int most) {
        int size = Math.min(most, size());
        return new EncodedCorpus(reviews.subList(0, size), Arrays.copyOf(targets, size));
    }
}
