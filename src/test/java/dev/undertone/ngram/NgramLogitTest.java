// SPDX-License-Identifier: Apache-2.0
package dev.undertone.ngram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.undertone.text.TokenIds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NgramLogitTest {
    private static final int NOT = 2;
    private static final int GOOD = 3;
    private static final int LONG = 4;
    private static final int FIRST_NEUTRAL = 5;

    @Test
    void shouldWeighPairsOfTokensThatSayTheOppositeOfEach() {
        // Given: the same tokens in praise and blame, in another order.
        List<TokenIds> texts = new ArrayList<>();
        float[] targets = new float[400];
        Random random = new Random(1);
        for (int i = 0; i < targets.length; i++) {
            boolean positive = i % 2 == 0;
            texts.add(positive ? around(random, GOOD, NOT, LONG) : around(random, NOT, GOOD, LONG));
            targets[i] = positive ? 0.95f : 0.05f;
        }

        // When
        NgramLogit term = learn(texts, targets, 1);

        // Then
        assertThat(term.logit(TokenIds.of(9, GOOD, NOT, LONG))).isPositive();
        assertThat(term.logit(TokenIds.of(9, NOT, GOOD, LONG))).isNegative();
    }

    @Test
    void shouldDivideTheSumByTheRootOfTheNumberAndAddTheBias() {
        // Given
        List<TokenIds> texts = List.of(TokenIds.of(GOOD, 9), TokenIds.of(NOT, 9), TokenIds.of(GOOD, GOOD, 8));
        NgramLogit term = learn(texts, new float[] {1, 0, 0.8f}, 1);
        int slot = term.slots().held(TokenIds.of(GOOD))[0];

        // When
        float logit = term.logit(TokenIds.of(GOOD));

        // Then
        assertThat(logit).isCloseTo(term.weights()[slot] * NgramLogit.UNIT + term.bias(), within(1e-6f));
        int pair = Arrays.stream(term.slots().held(TokenIds.of(GOOD, GOOD)))
                .filter(other -> other != slot)
                .findFirst()
                .orElseThrow();
        float both = (term.weights()[slot] + term.weights()[pair]) * NgramLogit.UNIT / (float) Math.sqrt(2);
        assertThat(term.logit(TokenIds.of(GOOD, GOOD))).isCloseTo(both + term.bias(), within(1e-6f));
        assertThat(term.times(0.5f).logit(TokenIds.of(GOOD))).isCloseTo(logit / 2, within(1e-6f));
    }

    @Test
    void shouldBelieveDearTextsMoreThanCheapOnes() {
        // Given: of each pair of equal texts one is positive and dear, one negative and cheap.
        List<TokenIds> texts = new ArrayList<>();
        float[] targets = new float[40];
        double[] costs = new double[targets.length];
        for (int i = 0; i < targets.length; i++) {
            texts.add(TokenIds.of(GOOD, FIRST_NEUTRAL + i / 2));
            targets[i] = i % 2 == 0 ? 1 : 0;
            costs[i] = i % 2 == 0 ? 1 : 0.2;
        }

        // When
        NgramLogit term = NgramLogit.learn(
                NgramHashTable.of(texts, 1 << 12, 1), texts, targets, costs, new float[targets.length], 1);

        // Then
        assertThat(term.logit(TokenIds.of(GOOD))).isPositive();
    }

    @Test
    void shouldGiveTheSameWeightsForTheSameSeed() {
        // Given
        List<TokenIds> texts = new ArrayList<>();
        float[] targets = new float[60];
        Random random = new Random(2);
        for (int i = 0; i < targets.length; i++) {
            texts.add(around(random, i % 3 == 0 ? GOOD : NOT));
            targets[i] = i % 3 == 0 ? 1 : 0.2f;
        }

        // When Then
        assertThat(learn(texts, targets, 7).weights())
                .isEqualTo(learn(texts, targets, 7).weights());
    }

    private static NgramLogit learn(List<TokenIds> texts, float[] targets, long seed) {
        double[] costs = new double[targets.length];
        Arrays.fill(costs, 1);
        return NgramLogit.learn(
                NgramHashTable.of(texts, 1 << 12, 1), texts, targets, costs, new float[targets.length], seed);
    }

    private static TokenIds around(Random random, int... telling) {
        int[] ids = new int[telling.length + 4];
        for (int i = 0; i < ids.length; i++) {
            boolean inside = i >= 2 && i < 2 + telling.length;
            ids[i] = inside ? telling[i - 2] : FIRST_NEUTRAL + random.nextInt(8);
        }
        return TokenIds.of(ids);
    }
}
