// SPDX-License-Identifier: Apache-2.0
package dev.undertone.ngram;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.corpus.LabelledReview;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NgramClassifierTest {
    private static final List<String> FILLER =
            List.of("the", "film", "a", "story", "of", "two", "friends", "in", "town");

    @Test
    void shouldTellPraiseFromBlame() {
        // Given
        List<LabelledReview> reviews = new ArrayList<>();
        Random random = new Random(1);
        for (int i = 0; i < 200; i++) {
            reviews.add(new LabelledReview(around(i % 2 == 0 ? "great" : "dull", random), i % 2 == 0));
        }

        // When
        NgramClassifier classifier = NgramClassifier.learn(reviews, List.of(), 1);

        // Then
        assertThat(classifier.logit("a great film of two friends")).isPositive();
        assertThat(classifier.logit("a dull film of two friends")).isNegative();
    }

    @Test
    void shouldWeighPairsOfTokensThatSayTheOppositeOfEach() {
        // Given: "not" and "good" stand in praise and blame alike, side by side in blame alone.
        List<LabelledReview> reviews = new ArrayList<>();
        Random random = new Random(2);
        for (int i = 0; i < 400; i++) {
            boolean positive = i % 2 == 0;
            String telling = positive ? "good and not long" : "not good and long";
            reviews.add(new LabelledReview(around(telling, random), positive));
        }

        // When
        NgramClassifier classifier = NgramClassifier.learn(reviews, List.of(), 1);

        // Then
        assertThat(classifier.logit("the story in town good and not long")).isPositive();
        assertThat(classifier.logit("the story in town not good and long")).isNegative();
    }

    @Test
    void shouldSharpenItsWeightsByReviewsWithoutALabel() {
        // Given: a word of praise that two reviews with a label hold, one of either kind, and many without stand
        // beside "great".
        List<LabelledReview> reviews = new ArrayList<>();
        Random random = new Random(3);
        for (int i = 0; i < 200; i++) {
            reviews.add(new LabelledReview(around(i % 2 == 0 ? "great" : "dull", random), i % 2 == 0));
        }
        reviews.add(new LabelledReview("riveting", true));
        reviews.add(new LabelledReview("riveting", false));
        List<String> unlabelled = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            unlabelled.add(around(i % 2 == 0 ? "great riveting" : "dull", random));
        }

        // When
        double without = NgramClassifier.learn(reviews, List.of(), 1).logit("riveting");
        double with = NgramClassifier.learn(reviews, unlabelled, 1).logit("riveting");

        // Then
        assertThat(with).isGreaterThan(without);
    }

    @Test
    void shouldGiveTheSameLogitsForTheSameSeed() {
        // Given
        List<LabelledReview> reviews = new ArrayList<>();
        Random random = new Random(4);
        for (int i = 0; i < 50; i++) {
            reviews.add(new LabelledReview(around(i % 2 == 0 ? "great" : "dull", random), i % 2 == 0));
        }

        // When
        double once = NgramClassifier.learn(reviews, List.of(), 7).logit("a great story");
        double again = NgramClassifier.learn(reviews, List.of(), 7).logit("a great story");

        // Then
        assertThat(again).isEqualTo(once);
    }

    private static String around(String telling, Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            text.append(i == 4 ? telling : FILLER.get(random.nextInt(FILLER.size())))
                    .append(' ');
        }
        return text.toString();
    }
}
