// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train;

import dev.undertone.text.ReviewEncoder;
import dev.undertone.text.TokenIds;
import java.util.ArrayList;
import java.util.List;

/**
 * Reviews to learn from, before it is settled what of each is to be learned. Those without any token are left out.
 *
 * @param positions of the reviews among the texts they were made from
 * @param reviews as a network reads them
 * @param excerpts short sentences drawn from them
 * @param sources where in {@code reviews} each excerpt is from
 */
record ReviewSet(List<Integer> positions, List<TokenIds> reviews, List<TokenIds> excerpts, List<Integer> sources) {
    ReviewSet {
        positions = List.copyOf(positions);
        reviews = List.copyOf(reviews);
        excerpts = List.copyOf(excerpts);
        sources = List.copyOf(sources);
    }

    static ReviewSet of(List<String> texts, ReviewEncoder encoder, Excerpts drawing) {
        List<Integer> positions = new ArrayList<>(texts.size());
        List<TokenIds> reviews = new ArrayList<>(texts.size());
        List<TokenIds> excerpts = new ArrayList<>();
        List<Integer> sources = new ArrayList<>();
        for (int position = 0; position < texts.size(); position++) {
            TokenIds ids = encoder.encode(texts.get(position));
            if (!ids.isEmpty()) {
                for (String sentence : drawing.of(texts.get(position))) {
                    excerpts.add(encoder.encode(sentence));
                    sources.add(reviews.size());
                }
                positions.add(position);
                reviews.add(ids);
            }
        }
        return new ReviewSet(positions, reviews, excerpts, sources);
    }

    /** Every {@code folds}-th review from {@code fold} on, with its excerpts. */
    ReviewSet fold(int fold, int folds) {
        List<Integer> keptPositions = new ArrayList<>();
        List<TokenIds> keptReviews = new ArrayList<>();
        for (int review = fold; review < reviews.size(); review += folds) {
            keptPositions.add(positions.get(review));
            keptReviews.add(reviews.get(review));
        }
        List<TokenIds> keptExcerpts = new ArrayList<>();
        List<Integer> keptSources = new ArrayList<>();
        for (int excerpt = 0; excerpt < excerpts.size(); excerpt++) {
            if (sources.get(excerpt) % folds == fold) {
                keptExcerpts.add(excerpts.get(excerpt));
                keptSources.add(sources.get(excerpt) / folds);
            }
        }
        return new ReviewSet(keptPositions, keptReviews, keptExcerpts, keptSources);
    }

    /** What there is to learn when each text is positive with the probability in {@code targets}. */
    EncodedCorpus learning(double[] targets) {
        List<TokenIds> all = new ArrayList<>(reviews);
        all.addAll(excerpts);
        float[] learned = new float[all.size()];
        for (int i = 0; i < learned.length; i++) {
            int review = i < reviews.size() ? i : sources.get(i - reviews.size());
            learned[i] = (float) targets[positions.get(review)];
        }
        return EncodedCorpus.of(all, learned);
    }

    /** The reviews alone, for a network to score. */
    EncodedCorpus unlabelled() {
        return EncodedCorpus.of(reviews, new float[reviews.size()]);
    }
}
