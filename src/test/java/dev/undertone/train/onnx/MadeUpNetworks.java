// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.onnx;

import dev.undertone.corpus.Corpus;
import dev.undertone.corpus.LabelledReview;
import dev.undertone.ngram.NgramHashTable;
import dev.undertone.ngram.NgramLogit;
import dev.undertone.text.ReviewEncoder;
import dev.undertone.text.TokenIds;
import dev.undertone.text.Vocabulary;
import dev.undertone.train.data.Dataset;
import dev.undertone.train.network.Weights;
import dev.undertone.train.plan.NetworkShape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/** Weights, n-grams and reviews that nobody learned or wrote. */
final class MadeUpNetworks {
    static final int[] LENGTHS = {1, 2, 3, 5, 8, 17, 33, 1, 60, 59, 31};

    private MadeUpNetworks() {}

    /** The one token to which {@code term} gives {@code weight}. */
    static int ownerOf(NgramLogit term, List<TokenIds> tokens, float weight) {
        return tokens.stream()
                .filter(token -> Math.abs(term.logit(token) - term.bias() - weight) < 1e-6)
                .findFirst()
                .orElseThrow()
                .id(0);
    }

    /** Learned from targets at random. */
    static NgramLogit termOf(List<TokenIds> texts, int slots) {
        Random random = new Random(8);
        float[] targets = new float[texts.size()];
        double[] costs = new double[texts.size()];
        for (int i = 0; i < targets.length; i++) {
            targets[i] = random.nextFloat();
            costs[i] = 20;
        }
        return NgramLogit.learn(
                NgramHashTable.of(texts, slots, 1), texts, targets, costs, new float[targets.length], 1);
    }

    /** Weights large enough that every gate, direction and pool shows in the logit. */
    static Weights spread(NetworkShape shape) {
        Random random = new Random(11);
        Map<String, float[]> values = new LinkedHashMap<>();
        shape.weights().forEach((name, dimensions) -> {
            float[] numbers = new float[Weights.count(dimensions)];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = (float) random.nextGaussian() * 0.6f;
            }
            values.put(name, numbers);
        });
        return Weights.of(shape, values);
    }

    static Dataset reviews(int vocabulary) {
        List<String> words = Stream.iterate(0, i -> i + 1)
                .limit(vocabulary - 2)
                .map(i -> "word" + i)
                .toList();
        Random random = new Random(5);
        List<LabelledReview> reviews = new ArrayList<>();
        for (int length : LENGTHS) {
            List<String> text = new ArrayList<>();
            for (int i = 0; i < length; i++) {
                text.add(words.get(random.nextInt(words.size())));
            }
            reviews.add(new LabelledReview(String.join(" ", text), true));
        }
        return Dataset.of(new Corpus("words", reviews), new ReviewEncoder(Vocabulary.of(words), 60));
    }
}
