// SPDX-License-Identifier: Apache-2.0
package dev.undertone.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.undertone.train.plan.Recipe;
import dev.undertone.train.plan.RecurrentLayer;
import dev.undertone.train.plan.TrainingPlan;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonPlanTest {
    @Test
    void shouldTrainEachNetworkOnEachSizeAndSomeWithFixedPadding() {
        // When
        List<TrainingRun> runs = plan(List.of(1L, 2L), List.of(1_000, 9_999), 1).runs(5_000);

        // Then
        assertThat(runs)
                .containsExactly(
                        new TrainingRun(RecurrentLayer.RNN, 1, 1_000, Padding.VARIABLE),
                        new TrainingRun(RecurrentLayer.RNN, 1, 5_000, Padding.VARIABLE),
                        new TrainingRun(RecurrentLayer.LSTM, 1, 1_000, Padding.VARIABLE),
                        new TrainingRun(RecurrentLayer.LSTM, 1, 5_000, Padding.VARIABLE),
                        new TrainingRun(RecurrentLayer.BILSTM, 1, 1_000, Padding.VARIABLE),
                        new TrainingRun(RecurrentLayer.BILSTM, 1, 5_000, Padding.VARIABLE),
                        new TrainingRun(RecurrentLayer.LSTM, 1, 5_000, Padding.FIXED),
                        new TrainingRun(RecurrentLayer.BILSTM, 1, 5_000, Padding.FIXED),
                        new TrainingRun(RecurrentLayer.RNN, 2, 1_000, Padding.VARIABLE),
                        new TrainingRun(RecurrentLayer.RNN, 2, 5_000, Padding.VARIABLE),
                        new TrainingRun(RecurrentLayer.LSTM, 2, 1_000, Padding.VARIABLE),
                        new TrainingRun(RecurrentLayer.LSTM, 2, 5_000, Padding.VARIABLE),
                        new TrainingRun(RecurrentLayer.BILSTM, 2, 1_000, Padding.VARIABLE),
                        new TrainingRun(RecurrentLayer.BILSTM, 2, 5_000, Padding.VARIABLE));
        assertThat(runs.stream().map(TrainingRun::fileName)).doesNotHaveDuplicates();
    }

    @Test
    void shouldTrainARunByThePlanSaveForLayerAndSeed() {
        // Given
        ComparisonPlan plan = plan(List.of(1L, 2L), List.of(), 1);

        // When
        TrainingPlan training = plan.training(new TrainingRun(RecurrentLayer.LSTM, 2, 5_000, Padding.VARIABLE));

        // Then
        assertThat(training.network().kind()).isEqualTo(RecurrentLayer.LSTM);
        assertThat(training.seed()).isEqualTo(2);
        assertThat(training.toBuilder()
                        .seed(1)
                        .network(plan.training().network())
                        .build())
                .isEqualTo(plan.training());
    }

    @Test
    void shouldRefuseWhatCannotBeCompared() {
        assertThatIllegalArgumentException().isThrownBy(() -> plan(List.of(), List.of(), 1));
        assertThatIllegalArgumentException().isThrownBy(() -> plan(List.of(1L, 1L), List.of(), 1));
        assertThatIllegalArgumentException().isThrownBy(() -> plan(List.of(1L), List.of(1), 1));
        assertThatIllegalArgumentException().isThrownBy(() -> plan(List.of(1L), List.of(), 2));
    }

    private static ComparisonPlan plan(List<Long> seeds, List<Integer> sizes, int paddingSeeds) {
        return new ComparisonPlan(Recipe.KERAS.plan(), seeds, sizes, paddingSeeds, ComparisonPlan.NOISE_SHARES, 0.2);
    }
}
