// SPDX-License-Identifier: Apache-2.0
package dev.undertone.compare;

import dev.undertone.corpus.Corpus;
import dev.undertone.corpus.LabelledReview;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The reviews of a comparison.
 *
 * @param training to learn from
 * @param test to measure on, never to choose by
 */
public record ComparisonData(Corpus training, Corpus test) {
    private static final long TEST_SEED = 0;

    public ComparisonData {
        Objects.requireNonNull(training, "training");
        Objects.requireNonNull(test, "test");
    }

    /** The reviews, {@code testShare} of them held out to test on where no {@code test} reviews are given. */
    public static ComparisonData of(Corpus reviews, Optional<Corpus> test, double testShare) {
        if (test.isPresent()) {
            return new ComparisonData(reviews, test.get());
        }
        // Not by the hash of the text, as the reviews that choose the epoch are held out: none would be left for those.
        List<String> texts = new ArrayList<>(new LinkedHashSet<>(
                reviews.reviews().stream().map(LabelledReview::text).toList()));
        Collections.shuffle(texts, new Random(TEST_SEED));
        Set<String> held = Set.copyOf(texts.subList(0, (int) Math.round(testShare * texts.size())));
        Map<Boolean, List<LabelledReview>> parts =
                reviews.reviews().stream().collect(Collectors.partitioningBy(review -> held.contains(review.text())));
        return new ComparisonData(
                new Corpus(reviews.name(), parts.get(false)),
                new Corpus(reviews.name() + ", held out", parts.get(true)));
    }

    /**
     * Training reviews drawn at random with both labels in the proportion of all, cut into those to learn from and
     * those held out. A larger draw with the same seed holds the smaller one; all reviews keep their order.
     *
     * @param heldOutShare of the drawn reviews
     */
    Corpus.Split draw(int size, long seed, double heldOutShare) {
        Corpus drawn = size >= training.size() ? training : sample(size, seed);
        return drawn.holdOut(heldOutShare);
    }

    private Corpus sample(int size, long seed) {
        List<LabelledReview> drawn = new ArrayList<>();
        int wanted = (int) Math.round((double) size * training.positives() / training.size());
        drawn.addAll(drawn(true, wanted, seed));
        drawn.addAll(drawn(false, size - wanted, seed));
        return new Corpus(training.name(), drawn);
    }

    private List<LabelledReview> drawn(boolean positive, int size, long seed) {
        List<LabelledReview> shuffled = new ArrayList<>(training.reviews().stream()
                .filter(review -> review.positive() == positive)
                .toList());
        Collections.shuffle(shuffled, new Random(seed));
        return shuffled.subList(0, Math.min(size, shuffled.size()));
    }
}
