// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train;

import dev.undertone.text.ReviewEncoder;
import dev.undertone.text.TokenIds;
import java.util.ArrayList;
import java.util.List;

/**
 * Reviews without a label, as text and as a network reads them; those without any token are left out.
 *
 * @param texts in the order of {@code reviews}
 * @param reviews as a network reads them
 * @param excerpts short sentences drawn from them
 * @param sources where in {@code reviews} each excerpt is from
 */
record UnlabelledReviews(List<String> texts, List<TokenIds> reviews, List<TokenIds> excerpts, List<Integer> sources) {
    UnlabelledReviews {
        texts = List.copyOf(texts);
        reviews = List.copyOf(reviews);
        excerpts = List.copyOf(excerpts);
        sources = List.copyOf(sources);
    }

    static UnlabelledReviews of(List<String> all, ReviewEncoder encoder, Excerpts drawing) {
        List<String> texts = new ArrayList<>(all.size());
        List<TokenIds> reviews = new ArrayList<>(all.size());
        List<TokenIds> excerpts = new ArrayList<>();
        List<Integer> sources = new ArrayList<>();
        for (String text : all) {
            TokenIds ids = encoder.encode(text);
            if (!ids.isEmpty()) {
                for (String sentence : drawing.of(text)) {
                    excerpts.add(encoder.encode(sentence));
                    sources.add(reviews.size());
                }
                texts.add(text);
                reviews.add(ids);
            }
        }
        return new UnlabelledReviews(texts, reviews, excerpts, sources);
    }

    /** With the probabilities that {@code logits}, one a review, stand for as what there is to learn. */
    EncodedCorpus labelled(double[] logits) {
        List<TokenIds> all = new ArrayList<>(reviews);
        all.addAll(excerpts);
        float[] targets = new float[all.size()];
        for (int i = 0; i < targets.length; i++) {
            int review = i < reviews.size() ? i : sources.get(i - reviews.size());
            targets[i] = (float) (1 / (1 + Math.exp(-logits[review])));
        }
        return EncodedCorpus.of(all, targets);
    }

    /** The reviews alone, for a network to score. */
    EncodedCorpus unlabelled() {
        return EncodedCorpus.of(reviews, new float[reviews.size()]);
    }
}
