// SPDX-License-Identifier: Apache-2.0
package dev.undertone.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LogisticRegressionTest {
    @Test
    void shouldEndWhereNoWeightCanMoveToALowerLoss() {
        // Given
        int features = 6;
        double cost = 0.7;
        Random random = new Random(1);
        int[][] rows = new int[80][];
        boolean[] positive = new boolean[rows.length];
        for (int row = 0; row < rows.length; row++) {
            rows[row] = random.ints(0, features).limit(3).distinct().sorted().toArray();
            positive[row] = random.nextDouble() < (rows[row][0] == 0 ? 0.8 : 0.3);
        }
        float[] values = {1f, 0.5f, 2f, 1f, 0.25f, 1f};

        // When
        LinearModel model = LogisticRegression.fit(rows, positive, values, cost, 1);

        // Then: at the optimum the penalty's pull on each weight equals that of the rows.
        double bias = 0;
        double[] pulls = new double[features];
        for (int row = 0; row < rows.length; row++) {
            double probability = 1 / (1 + Math.exp(-model.logit(rows[row])));
            double pull = cost * ((positive[row] ? 1 : 0) - probability);
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
