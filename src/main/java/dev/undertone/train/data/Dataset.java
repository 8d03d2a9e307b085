// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.data;

import dev.undertone.corpus.Corpus;
import dev.undertone.corpus.LabelledReview;
import dev.undertone.text.ReviewEncoder;
import dev.undertone.text.TokenIds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Reviews as a network reads them, each with what there is to learn of it. A review without any token is left out: no
 * score of it means anything. Immutable.
 */
public record Dataset(List<TokenIds> reviews, List<Target> targets) {
    public Dataset {
        reviews = List.copyOf(reviews);
        targets = List.copyOf(targets);
        if (reviews.size() != targets.size() || reviews.stream().anyMatch(TokenIds::isEmpty)) {
            throw new IllegalArgumentException("every review needs a token and a target");
        }
    }

    public static Dataset of(Corpus corpus, ReviewEncoder encoder) {
        List<TokenIds> reviews = new ArrayList<>(corpus.size());
        List<Target> targets = new ArrayList<>(corpus.size());
        boolean graded = corpus.neutrals() > 0;
        for (LabelledReview review : corpus.reviews()) {
            TokenIds ids = encoder.encode(review.text());
            if (!ids.isEmpty()) {
                Target target = Target.of(review.label());
                targets.add(graded ? target : target.polar());
                reviews.add(ids);
            }
        }
        return new Dataset(reviews, targets);
    }

    /** Reviews of which nothing is known, for a network to score. */
    public static Dataset unlabelled(List<TokenIds> reviews) {
        return new Dataset(
                reviews, reviews.stream().map(review -> Target.polar(0.5)).toList());
    }

    /** These reviews and then those of {@code other}. */
    public Dataset and(Dataset other) {
        List<TokenIds> all = new ArrayList<>(reviews);
        all.addAll(other.reviews);
        List<Target> both = new ArrayList<>(targets);
        both.addAll(other.targets);
        return new Dataset(all, both);
    }

    /** Each review as {@code change} makes it, not empty, with the same target. */
    public Dataset map(UnaryOperator<TokenIds> change) {
        return new Dataset(reviews.stream().map(change).toList(), targets);
    }

    public int size() {
        return reviews.size();
    }

    public Target target(int review) {
        return targets.get(review);
    }

    /** The reviews of which something is known of their side, were they to take one. */
    public Dataset sided() {
        int[] known = IntStream.range(0, size())
                .filter(review -> targets.get(review).positiveWeight() > 0)
                .toArray();
        return new Dataset(
                Arrays.stream(known).mapToObj(reviews::get).toList(),
                Arrays.stream(known).mapToObj(targets::get).toList());
    }

    /** Where the reviews stand that take a side. */
    public int[] polar() {
        return IntStream.range(0, size())
                .filter(review -> targets.get(review).isPolar())
                .toArray();
    }

    /** Where the reviews stand of which it is known whether they take a side. */
    public int[] graded() {
        return IntStream.range(0, size())
                .filter(review -> targets.get(review).neutralWeight() > 0)
                .toArray();
    }

    /** The first {@code most} reviews, or all where there are fewer. */
    public Dataset first(int most) {
        int size = Math.min(most, size());
        return new Dataset(reviews.subList(0, size), targets.subList(0, size));
    }
}
