// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train;

import dev.undertone.corpus.Corpus;
import dev.undertone.corpus.LabelledReview;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Made-up reviews that a small network learns within seconds: neutral words, and a few that tell the label. */
public final class SyntheticCorpus {
    private static final List<String> POSITIVE = List.of("great", "lovely", "superb", "moving", "funny");
    private static final List<String> NEGATIVE = List.of("awful", "dull", "clumsy", "tedious", "bland");
    private static final List<String> NEUTRAL =
            List.of("the", "film", "a", "story", "of", "two", "friends", "in", "town", "and", "music", "with", "some");

    private SyntheticCorpus() {}

    public static Corpus corpus(int size, long seed) {
        Random random = new Random(seed);
        List<LabelledReview> reviews = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            boolean positive = i % 2 == 0;
            List<String> telling = positive ? POSITIVE : NEGATIVE;
            StringBuilder text = new StringBuilder("review " + i);
            int words = 3 + random.nextInt(25);
            for (int word = 0; word < words; word++) {
                text.append(' ').append(NEUTRAL.get(random.nextInt(NEUTRAL.size())));
            }
            text.append(' ').append(telling.get(random.nextInt(telling.size())));
            reviews.add(new LabelledReview(text.toString(), positive));
        }
        return new Corpus("synthetic.tsv", reviews);
    }
}
