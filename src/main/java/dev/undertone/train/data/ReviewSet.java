// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.data;

import dev.undertone.text.ReviewEncoder;
import dev.undertone.text.TokenIds;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/**
 * Reviews to learn from, before it is settled what of each is to be learned. Those without any token are left out.
 *
 * @param positions of the reviews among the texts they were made from
 * @param reviews as a network reads them
 * @param excerpts sentences drawn from them
 */
public record ReviewSet(List<Integer> positions, List<TokenIds> reviews, List<Excerpt> excerpts) {
    /**
     * A sentence drawn from a review.
     *
     * @param source where the review stands in the set
     */
    public record Excerpt(String text, TokenIds ids, int source) {}

    public ReviewSet {
        positions = List.copyOf(positions);
        reviews = List.copyOf(reviews);
        excerpts = List.copyOf(excerpts);
    }

    /** @param drawing the excerpts of a text ({@link SentenceSampler#of}) */
    public static ReviewSet of(List<String> texts, ReviewEncoder encoder, Function<String, List<String>> drawing) {
        List<Integer> positions = new ArrayList<>(texts.size());
        List<TokenIds> reviews = new ArrayList<>(texts.size());
        List<Excerpt> excerpts = new ArrayList<>();
        for (int position = 0; position < texts.size(); position++) {
            TokenIds ids = encoder.encode(texts.get(position));
            if (!ids.isEmpty()) {
                for (String sentence : drawing.apply(texts.get(position))) {
                    excerpts.add(new Excerpt(sentence, encoder.encode(sentence), reviews.size()));
                }
                positions.add(position);
                reviews.add(ids);
            }
        }
        return new ReviewSet(positions, reviews, excerpts);
    }

    /** Every {@code folds}-th review from {@code fold} on, with its excerpts. */
    public ReviewSet fold(int fold, int folds) {
        List<Integer> keptPositions = new ArrayList<>();
        List<TokenIds> keptReviews = new ArrayList<>();
        for (int review = fold; review < reviews.size(); review += folds) {
            keptPositions.add(positions.get(review));
            keptReviews.add(reviews.get(review));
        }
        List<Excerpt> kept = excerpts.stream()
                .filter(excerpt -> excerpt.source() % folds == fold)
                .map(excerpt -> new Excerpt(excerpt.text(), excerpt.ids(), excerpt.source() / folds))
                .toList();
        return new ReviewSet(keptPositions, keptReviews, kept);
    }

    /**
     * What there is to learn when each text has its target, and each excerpt that of its review.
     *
     * @param targets of the texts that this set was made from
     */
    public Dataset learning(List<Target> targets) {
        return learning(
                targets,
                excerpt -> targets.get(positions.get(excerpts.get(excerpt).source())));
    }

    /** As {@link #learning(List)}, with a target of its own for each excerpt. */
    public Dataset learning(List<Target> targets, IntFunction<Target> ofExcerpt) {
        List<TokenIds> all = Stream.concat(reviews.stream(), excerpts.stream().map(Excerpt::ids))
                .toList();
        List<Target> learned = new ArrayList<>(all.size());
        positions.forEach(position -> learned.add(targets.get(position)));
        for (int excerpt = 0; excerpt < excerpts.size(); excerpt++) {
            learned.add(ofExcerpt.apply(excerpt));
        }
        return new Dataset(all, learned);
    }

    /** The reviews alone, for a network to score. */
    public Dataset unlabelled() {
        return Dataset.unlabelled(reviews);
    }
}
