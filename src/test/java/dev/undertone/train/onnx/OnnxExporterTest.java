// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.onnx;

import static dev.undertone.train.onnx.MadeUpNetworks.LENGTHS;
import static dev.undertone.train.onnx.MadeUpNetworks.ownerOf;
import static dev.undertone.train.onnx.MadeUpNetworks.reviews;
import static dev.undertone.train.onnx.MadeUpNetworks.spread;
import static dev.undertone.train.onnx.MadeUpNetworks.termOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.undertone.infer.OnnxSentimentModel;
import dev.undertone.ngram.NgramLogit;
import dev.undertone.text.TokenIds;
import dev.undertone.text.Vocabulary;
import dev.undertone.train.data.Dataset;
import dev.undertone.train.fit.EpochTrainer;
import dev.undertone.train.fit.Parity;
import dev.undertone.train.network.Initialization;
import dev.undertone.train.network.Libtorch;
import dev.undertone.train.network.Weights;
import dev.undertone.train.plan.NetworkShape;
import dev.undertone.train.plan.Pooling;
import dev.undertone.train.plan.RecurrentLayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OnnxExporterTest {

    @TempDir
    private Path folder;

    static Stream<NetworkShape> shapes() {
        return Stream.of(RecurrentLayer.values())
                .flatMap(kind -> Stream.of(Pooling.values()).map(pooling -> new NetworkShape(kind, pooling, 40, 7, 5)));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void shouldGiveTheTrainersLogitsInBatchesOfAnySize(NetworkShape shape) throws IOException {
        // Given
        Libtorch.prepare(1);
        Weights weights = spread(shape);
        Dataset reviews = reviews(shape.vocabulary());
        float[] expected = EpochTrainer.logits(weights, reviews).polarity();

        // When
        Path graph =
                Files.write(folder.resolve("model.onnx"), OnnxExporter.export(weights, Optional.empty(), Map.of()));

        // Then
        try (OnnxSentimentModel exported = OnnxSentimentModel.open(graph)) {
            for (int size : new int[] {1, 4, LENGTHS.length}) {
                assertThat(inBatches(exported, reviews.reviews(), size))
                        .as("batches of %d", size)
                        .usingElementComparator(OnnxExporterTest::compare)
                        .containsExactly(expected);
            }
        }
        assertThat(expected[0]).isNotCloseTo(expected[1], within(1e-3f));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void shouldAddTheNgramsOfEachReviewInBatchesOfAnySize(NetworkShape shape) throws IOException {
        // Given: reviews whose n-grams occur again, in part with unknown tokens, and half as many slots as n-grams.
        Libtorch.prepare(1);
        Weights weights = spread(shape);
        Random random = new Random(6);
        List<TokenIds> texts = new ArrayList<>();
        for (int length : LENGTHS) {
            texts.add(TokenIds.of(random.ints(length, Vocabulary.UNKNOWN, 7).toArray()));
        }
        Dataset reviews = Dataset.unlabelled(texts);
        NgramLogit term = termOf(texts, 128);
        float[] expected = EpochTrainer.logits(weights, reviews).polarity();
        for (int i = 0; i < expected.length; i++) {
            expected[i] += term.logit(texts.get(i));
        }

        // When
        Path graph =
                Files.write(folder.resolve("model.onnx"), OnnxExporter.export(weights, Optional.of(term), Map.of()));

        // Then
        assertThat(term.slots().size()).isGreaterThan(50);
        assertThat(texts)
                .filteredOn(text -> text.length() > 2)
                .allSatisfy(text ->
                        assertThat(Math.abs(term.logit(text) - term.bias())).isGreaterThan(1e-3f));
        try (OnnxSentimentModel exported = OnnxSentimentModel.open(graph)) {
            for (int size : new int[] {1, 4, LENGTHS.length}) {
                assertThat(inBatches(exported, texts, size))
                        .as("batches of %d", size)
                        .usingElementComparator(OnnxExporterTest::compare)
                        .containsExactly(expected);
            }
        }
    }

    @Test
    void shouldGiveAReviewTheSameBitsInAnyBatch() throws IOException {
        // Given
        NetworkShape shape = new NetworkShape(RecurrentLayer.BILSTM, Pooling.MAX_MEAN, 400, 7, 5);
        Random random = new Random(7);
        List<TokenIds> texts = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            texts.add(TokenIds.of(random.ints(1 + 3 * i, 2, 400).toArray()));
        }
        NgramLogit term = termOf(texts, 1 << 16);

        // When
        Path graph = Files.write(
                folder.resolve("model.onnx"), OnnxExporter.export(spread(shape), Optional.of(term), Map.of()));

        // Then
        try (OnnxSentimentModel exported = OnnxSentimentModel.open(graph)) {
            assertThat(inBatches(exported, texts, 1))
                    .isEqualTo(inBatches(exported, texts, 7))
                    .isEqualTo(inBatches(exported, texts, texts.size()));
        }
    }

    @Test
    void shouldCountTheNgramOfASlotNumberedZero() throws IOException {
        // Given: two slots, each owned by a token, and one more token.
        Libtorch.prepare(1);
        NetworkShape shape = new NetworkShape(RecurrentLayer.LSTM, Pooling.LAST, 40, 7, 5);
        Weights weights = spread(shape);
        List<TokenIds> tokens = IntStream.range(2, 12).mapToObj(TokenIds::of).toList();
        NgramLogit term = termOf(tokens, 2);
        float weight = term.weights()[0] * NgramLogit.UNIT;
        float bias = term.bias();
        int owner = ownerOf(term, tokens, weight);
        int other = ownerOf(term, tokens, 0);
        List<TokenIds> texts = List.of(TokenIds.of(owner), TokenIds.of(other, owner, owner), TokenIds.of(other));
        float[] network =
                EpochTrainer.logits(weights, Dataset.unlabelled(texts)).polarity();

        // When
        Path graph =
                Files.write(folder.resolve("model.onnx"), OnnxExporter.export(weights, Optional.of(term), Map.of()));

        // Then
        assertThat(weight).isNotZero();
        try (OnnxSentimentModel exported = OnnxSentimentModel.open(graph)) {
            assertThat(exported.logits(texts))
                    .usingElementComparator(OnnxExporterTest::compare)
                    .containsExactly(network[0] + weight + bias, network[1] + weight + bias, network[2] + bias);
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void shouldWriteTheSameBytesForTheSameWeights(NetworkShape shape) {
        // Given
        Map<String, String> metadata = Map.of("name", "n", "version", "1");

        // When
        byte[] once = OnnxExporter.export(Initialization.draw(shape, 3), Optional.empty(), metadata);
        byte[] again = OnnxExporter.export(Initialization.draw(shape, 3), Optional.empty(), metadata);

        // Then
        assertThat(again).isEqualTo(once);
    }

    @Test
    void shouldNotLetPaddingChangeTheTrainersLogits() {
        // Given
        Libtorch.prepare(1);
        NetworkShape shape = new NetworkShape(RecurrentLayer.BILSTM, Pooling.MAX_MEAN, 40, 7, 5);
        Dataset all = reviews(shape.vocabulary());

        // When
        float[] together = EpochTrainer.logits(spread(shape), all).polarity();
        float[] alone = EpochTrainer.logits(spread(shape), all.first(1)).polarity();

        // Then
        assertThat(alone[0]).isCloseTo(together[0], within(1e-6f));
    }

    private static float[] inBatches(OnnxSentimentModel model, List<TokenIds> reviews, int size) {
        float[] logits = new float[reviews.size()];
        for (int start = 0; start < logits.length; start += size) {
            float[] part = model.logits(reviews.subList(start, Math.min(start + size, logits.length)));
            System.arraycopy(part, 0, logits, start, part.length);
        }
        return logits;
    }

    private static int compare(Float left, Float right) {
        return Math.abs(left - right) <= Parity.TOLERANCE * Math.max(1, Math.abs(right)) ? 0 : 1;
    }
}
