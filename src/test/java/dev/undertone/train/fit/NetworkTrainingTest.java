// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.undertone.corpus.Corpus;
import dev.undertone.corpus.LabelledReview;
import dev.undertone.infer.OnnxSentimentModel;
import dev.undertone.text.TokenIds;
import dev.undertone.train.SyntheticCorpus;
import dev.undertone.train.network.Weights;
import dev.undertone.train.plan.NetworkShape;
import dev.undertone.train.plan.Optimization;
import dev.undertone.train.plan.Pooling;
import dev.undertone.train.plan.Recipe;
import dev.undertone.train.plan.RecurrentLayer;
import dev.undertone.train.plan.Schedule;
import dev.undertone.train.plan.TrainingException;
import dev.undertone.train.plan.TrainingPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class NetworkTrainingTest {
    private static final TrainingPlan PLAN = Recipe.KERAS.plan().toBuilder()
            .network(new NetworkShape(RecurrentLayer.LSTM, Pooling.LAST, 1_000, 8, 8))
            .tokenLimit(30)
            .optimization(new Optimization(2e-2, 0, 0, Schedule.CONSTANT, 0, 16, 4))
            .build();

    private static final Corpus.Split REVIEWS = SyntheticCorpus.corpus(300, 1).holdOut(0.2);

    @TempDir
    private Path folder;

    @Test
    void shouldLearnAndGiveItsOwnLogitsOnOnnxRuntime() throws IOException {
        // Given
        NetworkTraining training = new NetworkTraining(PLAN, REVIEWS, UnaryOperator.identity());

        // When
        TrainedNetwork network = training.train(TrainingObserver.NONE);

        // Then
        assertThat(network.history()).hasSize(4);
        assertThat(network.history().get(3).validationAccuracy()).isGreaterThan(0.9);
        assertThat(network.diverged()).isFalse();
        Path graph = Files.write(folder.resolve("graph.onnx"), network.graph());
        try (OnnxSentimentModel model = OnnxSentimentModel.open(graph)) {
            List<TokenIds> reviews = List.of(training.encoder().encode("a great story"));
            assertThat(network.parity(model, reviews).largestLogitDifference()).isLessThan(Parity.TOLERANCE);
        }
    }

    @Test
    void shouldGiveTheSameNetworkForTheSameSeed() {
        assertThat(weights(PLAN))
                .isEqualTo(weights(PLAN))
                .isNotEqualTo(weights(PLAN.toBuilder().seed(2).build()));
    }

    @Test
    void shouldLearnFromReviewsAsTheyAreLaidOut() {
        // Given
        UnaryOperator<TokenIds> oneUnknownToken = review -> TokenIds.of(1);

        // When
        TrainedNetwork network = new NetworkTraining(PLAN, REVIEWS, oneUnknownToken).train(TrainingObserver.NONE);

        // Then
        assertThat(network.history())
                .allSatisfy(epoch -> assertThat(epoch.validationAccuracy()).isLessThan(0.7));
    }

    @Test
    void shouldEndWithTheBestEpochWhenTheLossGrowsBeyondAllNumbers() {
        // Given
        TrainingPlan wild = PLAN.toBuilder()
                .optimization(new Optimization(1e10, 1e10, 0, Schedule.CONSTANT, 0, 16, 4))
                .build();
        NetworkTraining training = new NetworkTraining(wild, REVIEWS, UnaryOperator.identity());

        // When
        TrainedNetwork network = training.train(TrainingObserver.NONE);

        // Then
        assertThat(network.diverged()).isTrue();
        assertThat(network.history()).hasSizeLessThan(4);
    }

    @Test
    void shouldRefuseReviewsOfOneLabel() {
        // Given
        Corpus positive = new Corpus("positive.tsv", List.of(new LabelledReview("good", true)));

        // Then
        assertThatExceptionOfType(TrainingException.class)
                .isThrownBy(() -> new NetworkTraining(
                        PLAN, new Corpus.Split(REVIEWS.training(), positive), UnaryOperator.identity()))
                .withMessageContaining("of the 1 reviews held out to choose the epoch 1 are positive");
    }

    private static Weights weights(TrainingPlan plan) {
        return new NetworkTraining(plan, REVIEWS, UnaryOperator.identity())
                .train(TrainingObserver.NONE)
                .weights();
    }
}
