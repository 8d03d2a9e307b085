// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.data;

import dev.undertone.review.Label;
import dev.undertone.text.Tokenizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Texts of two minds, made of two short ones each: praise and blame together are mixed, and two of a kind stay what
 * they are, so that it is not the length that tells. Few sources have a label for a mixed review, and praise with a
 * <em>but</em> is what people write. Confined to one thread.
 */
public final class Mixtures {
    private static final int MOST_TOKENS = 14;
    private static final List<String> JOINTS =
            List.of(". ", ", but ", " but ", ". However, ", ", and ", "; ", ". Still, ");
    /** Of three pairs this many are of two minds. */
    private static final int MIXED_OF_THREE = 2;

    private Mixtures() {}

    /**
     * About {@code share} as many texts as there are short ones that take a side.
     *
     * @param known texts with labels
     */
    public static LabelledTexts of(LabelledTexts known, double share, Random random) {
        Tokenizer tokenizer = new Tokenizer();
        List<String> positive = new ArrayList<>();
        List<String> negative = new ArrayList<>();
        for (int i = 0; i < known.size(); i++) {
            Target target = known.targets().get(i);
            String text = known.texts().get(i).strip();
            if (target.isPolar() && tokenizer.tokenize(text).size() <= MOST_TOKENS) {
                (target.positive() >= 0.5f ? positive : negative).add(text);
            }
        }
        Collections.shuffle(positive, random);
        Collections.shuffle(negative, random);
        int pairs = (int)
                Math.min(Math.min(positive.size(), negative.size()) / 2, share * (positive.size() + negative.size()));
        List<String> texts = new ArrayList<>();
        List<Target> targets = new ArrayList<>();
        for (int i = 0; i < pairs; i++) {
            String good = positive.get(2 * i);
            String bad = negative.get(2 * i);
            boolean goodFirst = random.nextBoolean();
            if (i % 3 < MIXED_OF_THREE) {
                texts.add(goodFirst ? joined(good, bad, random) : joined(bad, good, random));
                targets.add(Target.of(Label.NEUTRAL));
            } else {
                texts.add(
                        goodFirst
                                ? joined(good, positive.get(2 * i + 1), random)
                                : joined(bad, negative.get(2 * i + 1), random));
                targets.add(Target.of(goodFirst ? Label.POSITIVE : Label.NEGATIVE));
            }
        }
        return new LabelledTexts(texts, targets);
    }

    private static String joined(String first, String second, Random random) {
        return first.replaceFirst("[.!;,\\s]+$", "") + JOINTS.get(random.nextInt(JOINTS.size())) + second;
    }
}
