// SPDX-License-Identifier: Apache-2.0
package dev.undertone.compare;

import dev.undertone.corpus.LabelledReview;
import dev.undertone.corpus.file.CorpusException;
import dev.undertone.evaluate.Judged;
import dev.undertone.text.ReviewEncoder;
import dev.undertone.text.TokenIds;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Reviews to measure on as one network's vocabulary tells them. Those without any token are left out.
 *
 * @param tokens of each review
 * @param positive whether each is; as many
 */
record TestReviews(List<TokenIds> tokens, List<Boolean> positive) {
    TestReviews {
        tokens = List.copyOf(tokens);
        positive = List.copyOf(positive);
    }

    static TestReviews of(List<LabelledReview> reviews, ReviewEncoder encoder) {
        List<TokenIds> tokens = new ArrayList<>(reviews.size());
        List<Boolean> positive = new ArrayList<>(reviews.size());
        for (LabelledReview review : reviews) {
            TokenIds ids = encoder.encode(review.text());
            if (!ids.isEmpty()) {
                tokens.add(ids);
                positive.add(review.positive());
            }
        }
        if (tokens.isEmpty()) {
            throw new CorpusException("none of the test reviews holds a word, so there is nothing to measure on");
        }
        return new TestReviews(tokens, positive);
    }

    /** What {@code logits}, in the order of the reviews, say of them. */
    List<Judged> judged(float[] logits) {
        return IntStream.range(0, tokens.size())
                .mapToObj(i -> new Judged(
                        1 / (1 + Math.exp(-logits[i])),
                        positive.get(i),
                        tokens.get(i).length(),
                        tokens.get(i).truncated()))
                .toList();
    }

    /** The accuracy on the shortest, the middle and the longest third; a third of no review is absent. */
    List<RunFigures.Third> thirds(float[] logits) {
        List<Judged> sorted = judged(logits).stream()
                .sorted(Comparator.comparingInt(Judged::tokens))
                .toList();
        List<RunFigures.Third> thirds = new ArrayList<>();
        for (int third = 0; third < 3; third++) {
            List<Judged> part = sorted.subList(third * sorted.size() / 3, (third + 1) * sorted.size() / 3);
            if (!part.isEmpty()) {
                thirds.add(new RunFigures.Third(
                        part.get(0).tokens(),
                        part.get(part.size() - 1).tokens(),
                        part.size(),
                        (double) part.stream().filter(Judged::right).count() / part.size()));
            }
        }
        return thirds;
    }
}
