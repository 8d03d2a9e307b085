// SPDX-License-Identifier: Apache-2.0
package dev.undertone.score;

import dev.undertone.model.Calibration;
import dev.undertone.review.Explanation;
import dev.undertone.review.SentenceScore;
import dev.undertone.review.WeightedText;
import dev.undertone.text.Sentences;
import dev.undertone.text.TokenPlaces;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Says why a review has its score: which of its words, and which of its sentences, move it how far. Their weights are
 * on the scale on which the model's parts add up, the log-odds of positive against negative after calibration.
 *
 * @param policy what is to be said
 * @param calibration of the model
 */
record Explainer(ExplainPolicy policy, Calibration calibration) {
    /** The strongest first; of two alike the first in the text. */
    private static final Comparator<WeightedText> BY_STRENGTH = Comparator.comparingDouble(
                    (WeightedText word) -> -Math.abs(word.weight()))
            .thenComparingInt(WeightedText::offset);

    /**
     * The explanation of one review.
     *
     * @param places of its tokens
     * @param contributions of its tokens to the model's logit
     */
    Explanation explain(TokenPlaces places, float[] contributions) {
        return new Explanation(
                policy.words() > 0 ? Optional.of(words(places, contributions)) : Optional.empty(),
                policy.sentences() ? Optional.of(sentences(places, contributions)) : Optional.empty());
    }

    private List<WeightedText> words(TokenPlaces places, float[] contributions) {
        int[] chosen = strongest(contributions);
        List<WeightedText> words = new ArrayList<>(chosen.length);
        for (int i = 0; i < chosen.length; ) {
            int token = chosen[i++];
            int start = places.start(token);
            int end = places.end(token);
            double sum = contributions[token];
            // Two tokens that one character became are one word however they lean.
            while (i < chosen.length
                    && (places.start(chosen[i]) < end
                            || (policy.joined() && belong(places, chosen[i - 1], chosen[i], contributions)))) {
                end = Math.max(end, places.end(chosen[i]));
                sum += contributions[chosen[i++]];
            }
            words.add(WeightedText.of(places.text(), start, end, calibration.scale() * sum));
        }
        words.sort(BY_STRENGTH);
        return words;
    }

    /** The tokens to name, in the text's order; none that weighs nothing. */
    private int[] strongest(float[] contributions) {
        int[] chosen = new int[Math.min(policy.words(), contributions.length)];
        int count = 0;
        for (int token = 0; token < contributions.length; token++) {
            float strength = Math.abs(contributions[token]);
            if (strength == 0 || (count == chosen.length && strength <= Math.abs(contributions[chosen[count - 1]]))) {
                continue;
            }
            int at = count < chosen.length ? count++ : count - 1;
            for (; at > 0 && Math.abs(contributions[chosen[at - 1]]) < strength; at--) {
                chosen[at] = chosen[at - 1];
            }
            chosen[at] = token;
        }
        return IntStream.of(chosen).limit(count).sorted().toArray();
    }

    /** Whether two tokens that follow one another lean to the same side, with nothing but blanks between them. */
    private static boolean belong(TokenPlaces places, int first, int second, float[] contributions) {
        return second == first + 1
                && contributions[first] > 0 == contributions[second] > 0
                && places.text()
                        .substring(places.end(first), places.start(second))
                        .isBlank();
    }

    private List<SentenceScore> sentences(TokenPlaces places, float[] contributions) {
        List<SentenceScore> sentences = new ArrayList<>();
        int token = 0;
        for (Sentences.Place place : Sentences.of(places.text())) {
            int first = token;
            double sum = 0;
            while (token < contributions.length && places.start(token) < place.end()) {
                sum += contributions[token++];
            }
            // What the model has not read has no score.
            if (token > first) {
                sentences.add(SentenceScore.of(place.start(), place.end() - place.start(), calibration.scale() * sum));
            }
        }
        return sentences;
    }
}
