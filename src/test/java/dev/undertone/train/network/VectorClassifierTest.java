// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.review.Label;
import dev.undertone.train.data.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class VectorClassifierTest {
    private static final int SIZE = 16;

    @BeforeAll
    static void prepare() {
        Libtorch.prepare(1);
    }

    @Test
    void shouldLearnThreeClassesFromTextsThatKnowThemAndTwoFromThose() {
        // Given: the first number tells positive from negative, the second tells neutral; half do not say if neutral.
        Random random = new Random(3);
        List<float[]> vectors = new ArrayList<>();
        List<Target> targets = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            Label label = Label.values()[i % 3];
            vectors.add(vector(label, random));
            boolean graded = i % 2 == 0;
            targets.add(
                    graded || label == Label.NEUTRAL
                            ? Target.of(label)
                            : Target.of(label).polar());
        }

        // When
        VectorClassifier classifier = VectorClassifier.learn(vectors, targets, 8, 150, 1);

        // Then
        for (int i = 0; i < 100; i++) {
            double[] positive = classifier.logits(vector(Label.POSITIVE, random));
            double[] negative = classifier.logits(vector(Label.NEGATIVE, random));
            double[] neutral = classifier.logits(vector(Label.NEUTRAL, random));
            assertThat(positive[0]).isPositive();
            assertThat(negative[0]).isNegative();
            assertThat(neutral[1]).isPositive();
            assertThat(Math.max(positive[1], negative[1])).isNegative();
        }
    }

    @Test
    void shouldGiveTheSameForTheSameSeed() {
        List<float[]> vectors = List.of(new float[] {1, 0}, new float[] {0, 1});
        List<Target> targets = List.of(Target.polar(1), Target.polar(0));

        double[] once = VectorClassifier.learn(vectors, targets, 4, 20, 5).logits(new float[] {1, 0});
        double[] again = VectorClassifier.learn(vectors, targets, 4, 20, 5).logits(new float[] {1, 0});

        assertThat(again).containsExactly(once);
    }

    private static float[] vector(Label label, Random random) {
        float[] vector = new float[SIZE];
        for (int i = 0; i < SIZE; i++) {
            vector[i] = (float) random.nextGaussian() * 0.1f;
        }
        switch (label) {
            case POSITIVE -> vector[0] += 1;
            case NEGATIVE -> vector[0] -= 1;
            case NEUTRAL -> vector[1] += 1;
        }
        return vector;
    }
}
