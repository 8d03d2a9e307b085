// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.undertone.text.TokenIds;
import dev.undertone.train.data.Dataset;
import dev.undertone.train.network.Initialization;
import dev.undertone.train.network.Libtorch;
import dev.undertone.train.network.Weights;
import dev.undertone.train.plan.NetworkShape;
import dev.undertone.train.plan.Pooling;
import dev.undertone.train.plan.RecurrentLayer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GradientProbeTest {
    private static final int EMBEDDING = 4;
    private static final float STEP = 1e-2f;

    @ParameterizedTest
    @EnumSource(RecurrentLayer.class)
    void shouldBeTheSlopeOfTheLogitAtTheFirstToken(RecurrentLayer kind) {
        // Given
        TokenIds review = TokenIds.of(2, 3, 4, 3);
        Weights weights = weights(kind);

        // When
        double[] norms = GradientProbe.firstToken(network(weights), List.of(review, TokenIds.of(5)));

        // Then
        double squares = 0;
        for (int column = 0; column < EMBEDDING; column++) {
            int cell = 2 * EMBEDDING + column;
            double slope = (logit(moved(weights, cell, STEP), review) - logit(moved(weights, cell, -STEP), review))
                    / (2 * STEP);
            squares += slope * slope;
        }
        assertThat(norms).hasSize(2);
        assertThat(norms[0]).isEqualTo(Math.sqrt(squares), offset(1e-3));
    }

    @Test
    void shouldLeaveOutWhatReadsBackward() {
        // Given
        TrainedNetwork network = network(weights(RecurrentLayer.BILSTM));
        int[] ids = new int[60];
        Arrays.fill(ids, 3);
        List<TokenIds> reviews = List.of(TokenIds.of(ids));

        // Then
        assertThat(GradientProbe.firstTokenReadForward(network, reviews)[0])
                .isLessThan(GradientProbe.firstToken(network, reviews)[0] / 10);
    }

    @Test
    void shouldBeTheSameEitherWayWhereNothingReadsBackward() {
        // Given
        TrainedNetwork network = network(weights(RecurrentLayer.LSTM));
        List<TokenIds> reviews = List.of(TokenIds.of(2, 3, 4));

        // Then
        assertThat(GradientProbe.firstTokenReadForward(network, reviews))
                .isEqualTo(GradientProbe.firstToken(network, reviews));
    }

    private static Weights weights(RecurrentLayer kind) {
        return Initialization.draw(new NetworkShape(kind, Pooling.LAST, 6, EMBEDDING, 3), 1);
    }

    private static TrainedNetwork network(Weights weights) {
        Libtorch.prepare(1);
        return new TrainedNetwork(weights, List.of(), false);
    }

    private static double logit(Weights weights, TokenIds review) {
        return EpochTrainer.logits(weights, Dataset.unlabelled(List.of(review))).polarity()[0];
    }

    /** The weights with one number of the embedding moved. */
    private static Weights moved(Weights weights, int cell, float by) {
        Map<String, float[]> values = new LinkedHashMap<>();
        weights.shape().weights().keySet().forEach(name -> values.put(name, weights.values(name)));
        values.get(NetworkShape.EMBEDDING)[cell] += by;
        return Weights.of(weights.shape(), values);
    }
}
