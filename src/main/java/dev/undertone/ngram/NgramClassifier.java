// SPDX-License-Identifier: Apache-2.0
package dev.undertone.ngram;

import dev.undertone.corpus.LabelledReview;
import java.util.Arrays;
import java.util.List;

/**
 * Logistic regression over one to three tokens in a row, each weighted by how much more often positive reviews hold
 * it than negative ones (Wang and Manning 2012, "Baselines and Bigrams"). Reviews without a label sharpen those
 * ratios: they count with the probabilities that a first fit gives them (Nigam et al. 2000). Immutable, safe for use
 * by many threads.
 */
public final class NgramClassifier {
    private static final int LONGEST = 3;
    /** N-grams of fewer labelled reviews are left out. */
    private static final int FEWEST_REVIEWS = 2;

    private static final double COST = 0.1;
    private static final int ROUNDS = 2;

    private final Ngrams ngrams;
    private final NgramDictionary dictionary;
    private final LinearModel model;

    private NgramClassifier(Ngrams ngrams, NgramDictionary dictionary, LinearModel model) {
        this.ngrams = ngrams;
        this.dictionary = dictionary;
        this.model = model;
    }

    /**
     * Learns; takes about a minute for 25,000 reviews with a label and 50,000 without.
     *
     * @param labelled of both labels
     * @param unlabelled may be empty
     */
    public static NgramClassifier learn(List<LabelledReview> labelled, List<String> unlabelled, long seed) {
        Ngrams ngrams = new Ngrams(LONGEST);
        List<long[]> found =
                labelled.stream().map(review -> ngrams.of(review.text())).toList();
        NgramDictionary dictionary = NgramDictionary.of(found, FEWEST_REVIEWS);
        int[][] rows = found.stream().map(dictionary::numbers).toArray(int[][]::new);
        int[][] others = unlabelled.stream()
                .map(text -> dictionary.numbers(ngrams.of(text)))
                .toArray(int[][]::new);
        float[] targets = new float[rows.length];
        for (int row = 0; row < rows.length; row++) {
            targets[row] = labelled.get(row).positive() ? 1 : 0;
        }
        double[] costs = new double[rows.length];
        Arrays.fill(costs, COST);
        NaiveBayesRatios ratios = new NaiveBayesRatios(dictionary.size());
        for (int row = 0; row < rows.length; row++) {
            ratios.count(rows[row], targets[row]);
        }
        LinearModel model = LogisticRegression.fit(rows, targets, costs, ratios.logarithms(), seed);
        for (int round = 0; round < ROUNDS && others.length > 0; round++) {
            NaiveBayesRatios sharper = ratios.copy();
            for (int[] other : others) {
                sharper.count(other, 1 / (1 + Math.exp(-model.logit(other))));
            }
            model = LogisticRegression.fit(rows, targets, costs, sharper.logarithms(), seed);
        }
        return new NgramClassifier(ngrams, dictionary, model);
    }

    /** How much speaks for positive: above 0 more than against it. */
    public double logit(String text) {
        return model.logit(dictionary.numbers(ngrams.of(text)));
    }
}
