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
        // Given
        int features = 6;
        Random random = new Random(1);
        int[][] rows = new int[80][];
        float[] targets = new float[rows.length];
        double[] costs = new double[rows.length];
        for (int row = 0; row < rows.length; row++) {
            rows[row] = random.ints(0, features).limit(3).distinct().sorted().toArray();
            targets[row] = random.nextDouble() < (rows[row][0] == 0 ? 0.8 : 0.3) ? 1 - doubt : doubt;
            costs[row] = row % 2 == 0 ? 0.7 : 0.2;
        }
        float[] values = {1f, 0.5f, 2f, 1f, 0.25f, 1f};

        // When
        LinearModel model = LogisticRegression.fit(rows, targets, costs, values, 1);

        // Then: at the optimum the penalty's pull on each weight equals that of the rows.
        double bias = 0;
        double[] pulls = new double[features];
        for (int row = 0; row < rows.length; row++) {
            double probability = 1 / (1 + Math.exp(-model.logit(rows[row])));
            double pull = costs[row] * (targets[row] - probability);
            bias += pull;
            for (int feature : rows[row]) {
                pulls[feature] += pull * values[feature];
            }
        }
        assertThat(model.bias()).isCloseTo(bias, within(2e-2));
        for (int feature = 0; feature < features; feature++) {
            assertThat((double) model.weights()[feature] / values[feature]).isCloseTo(pulls[feature], within(2e-2));
        }
    }
}
