// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.undertone.corpus.Corpus;
import dev.undertone.corpus.LabelledReview;
import dev.undertone.infer.OnnxSentimentModel;
import dev.undertone.text.ReviewEncoder;
import dev.undertone.text.TokenIds;
import dev.undertone.text.Vocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OnnxExporterTest {
    private static final int[] LENGTHS = {1, 2, 3, 5, 8, 17, 33, 1, 60, 59, 31};

    @TempDir
    private Path folder;

    static Stream<NetworkShape> shapes() {
        return Stream.of(NetworkKind.values())
                .flatMap(kind -> Stream.of(Pooling.values()).map(pooling -> new NetworkShape(kind, pooling, 40, 7, 5)));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void shouldGiveTheTrainersLogitsInBatchesOfAnySize(NetworkShape shape) throws IOException {
        // Given
        Libtorch.prepare(1);
        Weights weights = spread(shape);
        EncodedCorpus reviews = reviews(shape.vocabulary());
        float[] expected = EpochTrainer.logits(weights, reviews);

        // When
        Path graph = Files.write(folder.resolve("model.onnx"), OnnxExporter.export(weights, Map.of()));

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
    void shouldWriteTheSameBytesForTheSameWeights(NetworkShape shape) {
        // Given
        Map<String, String> metadata = Map.of("name", "n", "version", "1");

        // When
        byte[] once = OnnxExporter.export(Initialization.draw(shape, 3), metadata);
        byte[] again = OnnxExporter.export(Initialization.draw(shape, 3), metadata);

        // Then
        assertThat(again).isEqualTo(once);
    }

    @Test
    void shouldNotLetPaddingChangeTheTrainersLogits() {
        // Given
        Libtorch.prepare(1);
        NetworkShape shape = new NetworkShape(NetworkKind.BILSTM, Pooling.MAX_MEAN, 40, 7, 5);
        EncodedCorpus all = reviews(shape.vocabulary());

        // When
        float[] together = EpochTrainer.logits(spread(shape), all);
        float[] alone = EpochTrainer.logits(spread(shape), all.first(1));

        // Then
        assertThat(alone[0]).isCloseTo(together[0], within(1e-6f));
    }

    /** Weights large enough that every gate, direction and pool shows in the logit. */
    private static Weights spread(NetworkShape shape) {
        Random random = new Random(11);
        Map<String, float[]> values = new LinkedHashMap<>();
        shape.weights().forEach((name, dimensions) -> {
            float[] numbers = new float[Weights.count(dimensions)];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = (float) random.nextGaussian() * 0.6f;
            }
            values.put(name, numbers);
        });
        return Weights.of(shape, values);
    }

    private static EncodedCorpus reviews(int vocabulary) {
        List<String> words = Stream.iterate(0, i -> i + 1)
                .limit(vocabulary - 2)
                .map(i -> "word" + i)
                .toList();
        Random random = new Random(5);
        List<LabelledReview> reviews = new ArrayList<>();
        for (int length : LENGTHS) {
            List<String> text = new ArrayList<>();
            for (int i = 0; i < length; i++) {
                text.add(words.get(random.nextInt(words.size())));
            }
            reviews.add(new LabelledReview(String.join(" ", text), true));
        }
        return EncodedCorpus.of(new Corpus("words", reviews), new ReviewEncoder(Vocabulary.of(words), 60));
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
