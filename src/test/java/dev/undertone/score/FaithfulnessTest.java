// SPDX-License-Identifier: Apache-2.0
package dev.undertone.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.undertone.infer.BatchedScoring;
import dev.undertone.infer.Logits;
import dev.undertone.infer.OnnxSentimentModel;
import dev.undertone.model.Calibration;
import dev.undertone.model.ModelBundle;
import dev.undertone.model.ModelRefusedException;
import dev.undertone.text.TokenIds;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Whether what is said of why is so, on the model of the distribution ({@code -Dwhy.model=DIR} names another) and its
 * samples ({@code -Dwhy.reviews=FILE.tsv.gz}, label TAB text, names others).
 */
class FaithfulnessTest {
    private static final int ADDED_UP = 1_000;
    private static final int SHORTENED = 500;
    private static final int WORDS = 5;

    /** Of fewer tokens there is not much left to move. */
    private static final int LEAST_TOKENS = 3 * WORDS;

    private static final Random RANDOM = new Random(21);

    private static OnnxSentimentModel model;
    private static Calibration calibration;
    private static List<TokenIds> reviews;

    @BeforeAll
    static void open() throws IOException {
        Path folder = Path.of(System.getProperty("why.model", "model"));
        ModelBundle bundle = ModelBundle.open(folder);
        try {
            model = OnnxSentimentModel.open(bundle, true);
        } catch (ModelRefusedException e) {
            String reason = "Skipped FaithfulnessTest: " + e.getMessage();
            System.out.println(reason);
            abort(reason);
        }
        calibration = bundle.manifest().calibration();
        List<String> texts = new ArrayList<>(texts());
        Collections.shuffle(texts, RANDOM);
        reviews = texts.stream()
                .map(bundle.encoder()::encode)
                .filter(review -> !review.isEmpty())
                .toList();
    }

    @AfterAll
    static void close() {
        if (model != null) {
            model.close();
        }
    }

    @Test
    void shouldAddUpToTheLogitWithOneConstantForAll() {
        // Given
        List<TokenIds> some = reviews.subList(0, Math.min(ADDED_UP, reviews.size()));

        // When
        double[] rest = new double[some.size()];
        for (int i = 0; i < rest.length; i++) {
            Logits logits = model.allLogits(some.subList(i, i + 1));
            rest[i] = logits.polarity()[0] - sum(logits.contributions().orElseThrow()[0]);
        }

        // Then
        Arrays.sort(rest);
        double constant = rest[rest.length / 2];
        double farthest = Math.max(rest[rest.length - 1] - constant, constant - rest[0]);
        System.out.printf(
                Locale.ROOT,
                "Of %d reviews the parts and %.6f add up to the logit, within %.1e%n",
                rest.length,
                constant,
                farthest);
        assertThat(farthest).isLessThan(1e-4);
    }

    @Test
    void shouldNameTheWordsThatMoveTheScore() {
        // Given
        List<TokenIds> some = reviews.stream()
                .filter(review -> review.length() >= LEAST_TOKENS)
                .limit(SHORTENED)
                .toList();

        // When
        double named = 0;
        double random = 0;
        double leftOut = 0;
        for (TokenIds review : some) {
            double before = probability(review);
            double side = before >= 0.5 ? 1 : -1;
            float[] parts = model.allLogits(List.of(review)).contributions().orElseThrow()[0];
            double[] without = withoutEach(review);
            named += moved(review, before, strongest(review, token -> side * parts[token]));
            leftOut += moved(review, before, strongest(review, token -> side * (before - without[token])));
            random += moved(review, before, strongest(review, token -> RANDOM.nextDouble()));
        }

        // Then
        System.out.printf(
                Locale.ROOT,
                "Without five words of %d reviews the probability moves by %.4f (named), %.4f (at random), %.4f"
                        + " (by leaving each out): %.1f times as far as at random, %.2f times as far as by leaving out%n",
                some.size(),
                named / some.size(),
                random / some.size(),
                leftOut / some.size(),
                named / random,
                named / leftOut);
        // Of the samples' few words five at random are a good part.
        boolean samples = file().isEmpty();
        assertThat(named).isGreaterThanOrEqualTo((samples ? 3 : 5) * random).isGreaterThanOrEqualTo(0.8 * leftOut);
    }

    private static double probability(TokenIds review) {
        return calibration.probability(model.logits(List.of(review))[0]);
    }

    private static double moved(TokenIds review, double before, List<Integer> gone) {
        return Math.abs(probability(without(review, gone)) - before);
    }

    /** The probability without each of the tokens. */
    private static double[] withoutEach(TokenIds review) {
        List<TokenIds> shorter = IntStream.range(0, review.length())
                .mapToObj(token -> without(review, List.of(token)))
                .toList();
        float[] logits = BatchedScoring.logits(model, shorter);
        return IntStream.range(0, logits.length)
                .mapToDouble(i -> calibration.probability(logits[i]))
                .toArray();
    }

    private static TokenIds without(TokenIds review, List<Integer> gone) {
        return TokenIds.of(IntStream.range(0, review.length())
                .filter(token -> !gone.contains(token))
                .map(review::id)
                .toArray());
    }

    private static List<Integer> strongest(TokenIds review, ToDoubleFunction<Integer> strength) {
        double[] strengths = IntStream.range(0, review.length())
                .mapToDouble(strength::applyAsDouble)
                .toArray();
        return IntStream.range(0, strengths.length)
                .boxed()
                .sorted(Comparator.comparingDouble(token -> -strengths[token]))
                .limit(WORDS)
                .toList();
    }

    private static double sum(float[] parts) {
        return IntStream.range(0, parts.length).mapToDouble(i -> parts[i]).sum();
    }

    private static String file() {
        return System.getProperty("why.reviews", "");
    }

    private static List<String> texts() throws IOException {
        String file = file();
        List<String> texts = new ArrayList<>();
        if (file.isEmpty()) {
            for (String line : Files.readAllLines(Path.of("src/main/samples/reviews.jsonl"))) {
                texts.add(
                        line.startsWith("{") && line.endsWith("}")
                                ? new ObjectMapper().readTree(line).path("text").asText()
                                : "");
            }
            return texts;
        }
        try (InputStream in = Files.newInputStream(Path.of(file));
                BufferedReader reader =
                        new BufferedReader(new InputStreamReader(new GZIPInputStream(in), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                texts.add(line.substring(line.indexOf('\t') + 1));
            }
        }
        return texts;
    }
}
