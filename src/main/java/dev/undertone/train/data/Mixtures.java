// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.data;

import dev.undertone.review.Label;
import dev.undertone.text.Tokenizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Texts of two minds, made of two short ones each: praise and blame side by side are mixed, what follows a <em>but</em>
 * decides (Socher et al. 2013, "Recursive Deep Models for Semantic Compositionality Over a Sentiment Treebank"), and
 * two of a kind stay what they are, so that it is not the length that tells. Few sources have a label for a mixed
 * review. Confined to one thread.
 */
public final class Mixtures {
    private static final int MOST_TOKENS = 14;
    private static final List<String> BESIDE = List.of(". ", ", and ", "; ");
    private static final List<String> AGAINST = List.of(", but ", " but ", ". However, ", ". Still, ");
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
            boolean against = random.nextInt(BESIDE.size() + AGAINST.size()) >= BESIDE.size();
            String joint = oneOf(against ? AGAINST : BESIDE, random);
            if (i % 3 < MIXED_OF_THREE) {
                texts.add(goodFirst ? joined(good, joint, bad) : joined(bad, joint, good));
                // After a "but" it is the second that counts; whether it is the only one is for others to say.
                targets.add(against ? Target.polar(goodFirst ? 0 : 1) : Target.of(Label.NEUTRAL));
            } else {
                texts.add(
                        goodFirst
                                ? joined(good, joint, positive.get(2 * i + 1))
                                : joined(bad, joint, negative.get(2 * i + 1)));
                targets.add(Target.of(goodFirst ? Label.POSITIVE : Label.NEGATIVE));
            }
        }
        return new LabelledTexts(texts, targets);
    }

    private static String joined(String first, String joint, String second) {
        return first.replaceFirst("[.!;,\\s]+$", "") + joint + second;
    }

    private static String oneOf(List<String> choice, Random random) {
        return choice.get(random.nextInt(choice.size()));
    }
}
