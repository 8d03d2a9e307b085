// SPDX-License-Identifier: Apache-2.0
package dev.undertone.ngram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogisticRegressionTest {
    @ParameterizedTest
    @ValueSource(floats = {0, 0.0004f, 0.1f, 0.5f})
    void shouldEndWhereNoWeightCanMoveToALowerLoss(float doubt) {
        assertThatNothingPulls(doubt, 0);
    }

    @ParameterizedTest
    @ValueSource(floats = {0, 0.0004f, 0.1f, 0.5f})
    void shouldLearnWhatIsLeftOverOfLogitsThatRowsHave(float doubt) {
        assertThatNothingPulls(doubt, 2);
    }

    private static void assertThatNothingPulls(float doubt, double spread) {
        // Given
        int features = 6;
        Random random = new Random(1);
        int[][] rows = new int[80][];
        float[] targets = new float[rows.length];
        double[] costs = new double[rows.length];
        double[] scales = new double[rows.length];
        float[] offsets = new float[rows.length];
        for (int row = 0; row < rows.length; row++) {
            rows[row] = random.ints(0, features).limit(3).distinct().sorted().toArray();
            targets[row] = random.nextDouble() < (rows[row][0] == 0 ? 0.8 : 0.3) ? 1 - doubt : doubt;
            costs[row] = row % 2 == 0 ? 0.7 : 0.2;
            scales[row] = row % 3 == 0 ? 1 : 0.5;
            offsets[row] = (float) (spread * random.nextGaussian());
        }
        float[] values = {1f, 0.5f, 2f, 1f, 0.25f, 1f};

        // When
        LinearModel model = LogisticRegression.fit(rows, targets, costs, values, scales, offsets, 1);

        // Then: at the optimum the penalty's pull on each weight equals that of the rows.
        double bias = 0;
        double[] pulls = new double[features];
        for (int row = 0; row < rows.length; row++) {
            double sum = 0;
            for (int feature : rows[row]) {
                sum += model.weights()[feature];
            }
            double logit = offsets[row] + scales[row] * sum + model.bias();
            double pull = costs[row] * (targets[row] - 1 / (1 + Math.exp(-logit)));
            bias += pull;
            for (int feature : rows[row]) {
                pulls[feature] += pull * scales[row] * values[feature];
            }
        }
        assertThat(model.bias()).isCloseTo(bias, within(2e-2));
        for (int feature = 0; feature < features; feature++) {
            assertThat((double) model.weights()[feature] / values[feature]).isCloseTo(pulls[feature], within(2e-2));
        }
    }
}
