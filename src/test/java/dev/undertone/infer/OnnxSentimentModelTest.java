// SPDX-License-Identifier: Apache-2.0
package dev.undertone.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.undertone.model.ModelBundle;
import dev.undertone.model.ModelRefusedException;
import dev.undertone.text.ReviewEncoder;
import dev.undertone.text.TokenIds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The model that the repository ships, on ONNX Runtime. */
class OnnxSentimentModelTest {
    private static OnnxSentimentModel model;
    private static List<TokenIds> reviews;
    private static float[] alone;

    @TempDir
    private Path folder;

    @BeforeAll
    static void openModel() throws IOException {
        ModelBundle bundle = ModelBundle.open(Path.of("model"));
        ReviewEncoder encoder = bundle.encoder();
        model = OnnxSentimentModel.open(bundle);
        reviews = Files.readAllLines(Path.of("src/main/samples/reviews.jsonl")).stream()
                .map(OnnxSentimentModelTest::text)
                .map(encoder::encode)
                .filter(review -> !review.isEmpty())
                .toList();
        alone = new float[reviews.size()];
        for (int i = 0; i < alone.length; i++) {
            alone[i] = model.logits(List.of(reviews.get(i)))[0];
        }
    }

    @AfterAll
    static void closeModel() {
        model.close();
    }

    @Test
    void shouldGiveAReviewTheSameLogitInAnyBatch() {
        // Given
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < reviews.size(); i++) {
            order.add(i);
        }
        Random random = new Random(1);
        for (int size : new int[] {2, 3, 5, 8, 17, 64, reviews.size()}) {
            Collections.shuffle(order, random);
            for (int start = 0; start < order.size(); start += size) {
                List<Integer> batch = order.subList(start, Math.min(order.size(), start + size));

                // When
                float[] together = model.logits(batch.stream().map(reviews::get).toList());

                // Then
                for (int row = 0; row < together.length; row++) {
                    assertThat(Float.floatToRawIntBits(together[row]))
                            .as("review %d in a batch of %d", batch.get(row), batch.size())
                            .isEqualTo(Float.floatToRawIntBits(alone[batch.get(row)]));
                }
            }
        }
    }

    @Test
    void shouldGiveTheSameLogitsToManyThreads() throws Exception {
        // Given
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<float[]>> calls = Collections.nCopies(16, () -> model.logits(reviews));

            // When
            List<Future<float[]>> results = threads.invokeAll(calls);

            // Then
            for (Future<float[]> result : results) {
                assertThat(result.get()).containsExactly(alone);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void shouldRefuseWhatWouldEndTheProcessOrMeanNothing() {
        // When
        // Then
        assertThatThrownBy(() -> model.logits(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> model.logits(List.of(TokenIds.of()))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldReportIdsBeyondTheVocabularyAsAFailureOfThatBatch() {
        // When
        // Then
        assertThatThrownBy(() -> model.logits(List.of(TokenIds.of(10_000_000)))).isInstanceOf(InferenceException.class);
        assertThat(model.logits(List.of(reviews.get(0)))).containsExactly(alone[0]);
    }

    @Test
    void shouldRefuseAFileThatIsNoGraph() throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("model.onnx"), "no graph");

        // When
        // Then
        assertThatThrownBy(() -> OnnxSentimentModel.open(file))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageStartingWith("ONNX Runtime refuses " + file);
    }

    private static String text(String line) {
        try {
            JsonNode text = new ObjectMapper().readTree(line).path("text");
            return text.isTextual() ? text.asText() : "";
        } catch (JsonProcessingException e) {
            return "";
        }
    }
}
