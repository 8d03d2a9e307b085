// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.undertone.train.network.Weights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrainingPlanTest {
    @Test
    void shouldCountTheParametersOfTheKerasRecipe() {
        // When
        NetworkShape network = Recipe.KERAS.plan().network();

        // Then
        // Embedding 20,000 x 32; two directions of 4 gates x 32 x (32 + 32 + 1); 64 weights and a bias.
        assertThat(network.parameters()).isEqualTo(640_000 + 16_640 + 65);
        assertThat(network.weights().values().stream().mapToLong(Weights::count).sum())
                .isEqualTo(network.parameters());
    }

    @ParameterizedTest
    @EnumSource(Schedule.class)
    void shouldKeepTheLearningRateWithinItsLargest(Schedule schedule) {
        for (long step = 0; step < 1_000; step++) {
            assertThat(schedule.factor(step, 1_000)).isBetween(0.0, 1.0);
        }
    }

    @Test
    void shouldEndASchedulesRateNearNothing() {
        assertThat(Schedule.ONE_CYCLE.factor(999, 1_000)).isCloseTo(0, within(0.01));
        assertThat(Schedule.LINEAR_DECAY.factor(999, 1_000)).isCloseTo(0, within(0.01));
    }

    @Test
    void shouldRefuseWhatCannotBeTrained() {
        TrainingPlan plan = Recipe.DEFAULT.plan();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plan.toBuilder().tokenLimit(3).build())
                .withMessage("the token limit must be at least 4, not 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plan.toBuilder().validationShare(1).build())
                .withMessageContaining("between 0 and 1, not 1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plan.toBuilder().threads(0).build())
                .withMessageContaining("at least 1 thread");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Regularization(0, 0, 1, 0, 0))
                .withMessageContaining("not 1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Optimization(0, 0, 0, Schedule.CONSTANT, 0, 1, 1))
                .withMessageContaining("learning rate");
    }
}
