// SPDX-License-Identifier: Apache-2.0
package dev.undertone.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.undertone.event.shape.EventFields;
import dev.undertone.review.Explanation;
import dev.undertone.review.Label;
import dev.undertone.review.ModelId;
import dev.undertone.review.Probabilities;
import dev.undertone.review.Scored;
import dev.undertone.review.SentenceScore;
import dev.undertone.review.WeightedText;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ScoredEventWriterTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00.250Z");
    private static final ModelId MODEL = new ModelId("undertone-en", "1.2.0");

    private final ScoredEventWriter writer = new ScoredEventWriter();

    @Test
    void shouldWriteEveryFieldInItsOrder() {
        // Given
        Scored scored = new Scored(Label.NEGATIVE, 0.0123456789, Optional.empty(), 42, 3, true, MODEL);

        // When
        String json = write("r-1", scored, Map.of());

        // Then
        assertThat(json)
                .isEqualTo("{\"id\":\"r-1\",\"label\":\"negative\",\"score\":-0.975309,\"probability\":0.012346,"
                        + "\"confidence\":0.987654,\"tokens\":42,\"known\":0.928571,\"truncated\":true,"
                        + "\"model\":{\"name\":\"undertone-en\",\"version\":\"1.2.0\"},"
                        + "\"scoredAt\":\"2026-11-23T12:00:00.250Z\"}");
    }

    @Test
    void shouldWriteThreeProbabilitiesWhereNeutralWasLearned() {
        // Given
        Scored scored = new Scored(Label.NEUTRAL, 0.75, Optional.of(Probabilities.of(0.6, 0.75)), 2, 0, false, MODEL);

        // When
        String json = write("r-1", scored, Map.of());

        // Then
        assertThat(json)
                .startsWith(
                        "{\"id\":\"r-1\",\"label\":\"neutral\",\"score\":0.2,\"probability\":0.75,\"confidence\":0.6,"
                                + "\"probabilities\":{\"negative\":0.1,\"neutral\":0.6,\"positive\":0.3},\"tokens\":2,\"known\":1.0,");
    }

    @Test
    void shouldWriteWhyWhereThatWasAskedFor() {
        // Given
        Explanation why = new Explanation(
                Optional.of(List.of(WeightedText.of("It broke \ud83d", 3, 10, -1.23456789))),
                Optional.of(List.of(new SentenceScore(0, 10, -0.5))));
        Scored scored = new Scored(Label.NEGATIVE, 0.25, Optional.empty(), 2, 0, false, MODEL, why);

        // When
        String json = write("r-1", scored, Map.of());

        // Then
        assertThat(json)
                .contains(
                        "\"truncated\":false,\"why\":[{\"text\":\"broke \\uD83D\",\"offset\":3,\"length\":7,"
                                + "\"weight\":-1.234568}],\"sentences\":[{\"offset\":0,\"length\":10,\"score\":-0.5}],\"model\"");
    }

    @Test
    void shouldWriteProbabilitiesThatSumToOneAndToTheScore() {
        // Given
        Random random = new Random(3);

        for (int i = 0; i < 10_000; i++) {
            double neutral = random.nextDouble();
            double positive = i % 2 == 0 ? random.nextDouble() : Math.round(random.nextDouble());
            Scored scored = new Scored(
                    Label.NEUTRAL, positive, Optional.of(Probabilities.of(neutral, positive)), 1, 0, false, MODEL);

            // When
            JsonNode event = node(write("a", scored, Map.of()));

            // Then
            BigDecimal negative = decimal(event.at("/probabilities/negative"));
            BigDecimal ofNeutral = decimal(event.at("/probabilities/neutral"));
            BigDecimal ofPositive = decimal(event.at("/probabilities/positive"));
            assertThat(negative.add(ofNeutral).add(ofPositive)).isEqualByComparingTo(BigDecimal.ONE);
            assertThat(List.of(negative, ofNeutral, ofPositive)).allMatch(number -> number.signum() >= 0);
            assertThat(decimal(event.get("score"))).isEqualByComparingTo(ofPositive.subtract(negative));
            assertThat(decimal(event.get("confidence"))).isEqualByComparingTo(ofNeutral);
        }
    }

    private static BigDecimal decimal(JsonNode number) {
        return new BigDecimal(number.asText());
    }

    @Test
    void shouldNameTheModelOfEachScore() {
        // When
        List<String> versions = Stream.of("1", "2", "2", "1")
                .map(version -> new Scored(Label.POSITIVE, 1, 1, false, new ModelId("m", version)))
                .map(scored ->
                        node(write("a", scored, Map.of())).at("/model/version").textValue())
                .toList();

        // Then
        assertThat(versions).containsExactly("1", "2", "2", "1");
    }

    @Test
    void shouldWriteTheLabelsInLowerCase() {
        // When
        List<String> labels = Arrays.stream(Label.values())
                .map(label -> node(write("a", new Scored(label, 0.5, 1, false, MODEL), Map.of()))
                        .get("label")
                        .textValue())
                .toList();

        // Then
        assertThat(labels).containsExactly("negative", "neutral", "positive");
    }

    @Test
    void shouldRoundToSixDecimals() {
        // When
        List<String> probabilities = DoubleStream.of(0, 1, 0.5, 1 / 3.0, 0.1 + 0.2, 4e-7, 6e-7, 0.9999996)
                .mapToObj(probability -> write("a", new Scored(Label.POSITIVE, probability, 1, false, MODEL), Map.of()))
                .map(json -> json.replaceFirst(".*\"probability\":([^,]*),.*", "$1"))
                .toList();

        // Then
        assertThat(probabilities).containsExactly("0.0", "1.0", "0.5", "0.333333", "0.3", "0.0", "1.0E-6", "1.0");
    }

    @Test
    void shouldWriteTheCarriedFieldsUnchanged() {
        // Given
        String event =
                "{\"text\":\"好 \\\"é\\\" 😀\\n\",\"price\":4.50,\"big\":1E+400,\"pi\":3.14159265358979323846264338327950,"
                        + "\"whole\":123456789012345678901234567890,\"tags 😀\":[null,true,{\"a\":{}}],\"id\":7}";
        ReviewEvent decoded = (ReviewEvent) new EventDecoder(new EventFields("text", "id", List.of("*")), 10_000)
                .decode(event.getBytes(StandardCharsets.UTF_8));

        // When
        String json = write("7", new Scored(Label.POSITIVE, 1, 1, false, MODEL), decoded.carried());

        // Then
        assertThat(json).endsWith(",\"review\":" + event + "}");
    }

    @Test
    void shouldWriteAnyIdAsJson() {
        // Given
        List<String> ids = List.of("", "é 好 😀", "a\"b\\c\nd", "\u0000", "</script>", "\u2028");

        // When
        List<String> read = ids.stream()
                .map(id -> node(write(id, new Scored(Label.POSITIVE, 1, 1, false, MODEL), Map.of()))
                        .get("id")
                        .textValue())
                .toList();

        // Then
        assertThat(read).isEqualTo(ids);
    }

    @Test
    void shouldWriteHalfASurrogatePairInAnId() {
        // When
        String json = write("😀\ud83d", new Scored(Label.POSITIVE, 1, 1, false, MODEL), Map.of());

        // Then
        assertThat(json).startsWith("{\"id\":\"😀\\uD83D\",");
    }

    private String write(String id, Scored scored, Map<String, JsonNode> carried) {
        return new String(writer.write(id, scored, NOON, carried), StandardCharsets.UTF_8);
    }

    private static JsonNode node(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (IOException e) {
            throw new AssertionError("no JSON: " + json, e);
        }
    }
}
