// SPDX-License-Identifier: Apache-2.0
package dev.undertone.stream;

import static dev.undertone.testing.Records.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.undertone.infer.InferenceException;
import dev.undertone.infer.SentimentModel;
import dev.undertone.model.ModelBundle;
import dev.undertone.score.ModelBrokenException;
import dev.undertone.score.ReviewScorer;
import dev.undertone.score.ScoringMetrics;
import dev.undertone.score.Thresholds;
import dev.undertone.testing.TinyModel;
import dev.undertone.text.ReviewEncoder;
import dev.undertone.text.TokenIds;
import dev.undertone.text.Vocabulary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoringTopologyTest {
    private static final Instant WRITTEN_AT = Instant.parse("2026-01-02T03:04:05.678Z");

    @TempDir
    private Path folder;

    @Test
    void shouldHaveTheStagesThatTheDocumentationDraws() {
        // Given
        ScoringContext stage = TestContext.of(folder, 64, Duration.ofMillis(20), ScoringMetrics.NONE);

        // When
        String described =
                ScoringTopology.of(TestContext.TOPICS, stage).describe().toString();

        // Then
        assertThat(described).isEqualTo("""
                        Topologies:
                           Sub-topology: 0
                            Source: read-reviews (topics: [reviews])
                              --> score-in-batches
                            Processor: score-in-batches (stores: [commit-hook])
                              --> write-rejections, write-scores
                              <-- read-reviews
                            Sink: write-rejections (topic: rejected-reviews)
                              <-- score-in-batches
                            Sink: write-scores (topic: scored-reviews)
                              <-- score-in-batches

                        """);
    }

    @Test
    void shouldSendWhatTheModelKnowsTooLittleOfToTheDeadLetters() throws IOException {
        // Given
        ReviewScorer scorer =
                ReviewScorer.open(ModelBundle.open(TinyModel.writeWithNeutralTo(folder)), new Thresholds(0, 0.5));
        CountedTokens metrics = new CountedTokens();

        try (Pipeline pipeline = new Pipeline(TestContext.of(scorer, 2, Duration.ofSeconds(1), metrics))) {
            // When
            pipeline.input.pipeInput(new TestRecord<>(bytes("a"), bytes("{\"id\":\"a\",\"text\":\"质量 很好\"}")));
            pipeline.input.pipeInput(new TestRecord<>(bytes("b"), bytes("{\"id\":\"b\",\"text\":\"rather ok\"}")));

            // Then
            TestRecord<byte[], byte[]> rejected = pipeline.rejections.readRecord();
            assertThat(rejected.value()).isEqualTo(bytes("{\"id\":\"a\",\"text\":\"质量 很好\"}"));
            assertThat(rejected.headers().lastHeader("undertone.reason").value())
                    .isEqualTo(bytes("UNKNOWN_LANGUAGE"));
            JsonNode event =
                    new ObjectMapper().readTree(pipeline.scores.readRecord().value());
            assertThat(event.get("label").asText()).isEqualTo("neutral");
            assertThat(event.get("known").asDouble()).isEqualTo(0.5);
            assertThat(event.get("probabilities").size()).isEqualTo(3);
            assertThat(metrics.tokens).isEqualTo(Map.of("known", 1L, "unknown", 5L));
        }
    }

    private static final class CountedTokens implements ScoringMetrics {
        private final Map<String, Long> tokens = new HashMap<>();

        @Override
        public void tokensRead(long known, long unknown) {
            tokens.merge("known", known, Long::sum);
            tokens.merge("unknown", unknown, Long::sum);
        }
    }

    @Test
    void shouldKeepKeyHeadersAndTimestampOfAScoredReview() throws IOException {
        try (Pipeline pipeline = new Pipeline(TestContext.of(folder, 64, Duration.ofMillis(20), ScoringMetrics.NONE))) {
            // Given
            byte[] key = {0, -1, 127};
            Headers headers = new RecordHeaders().add("traceparent", bytes("00-ab-cd-01"));

            // When
            pipeline.input.pipeInput(
                    new TestRecord<>(key, bytes("{\"id\":\"a\",\"text\":\"good good bad\"}"), headers, WRITTEN_AT));

            // Then
            TestRecord<byte[], byte[]> scored = pipeline.scores.readRecord();
            assertThat(scored.key()).isEqualTo(key);
            assertThat(scored.headers()).isEqualTo(headers);
            assertThat(scored.getRecordTime()).isEqualTo(WRITTEN_AT);
            JsonNode event = new ObjectMapper().readTree(scored.value());
            assertThat(event.get("id").asText()).isEqualTo("a");
            assertThat(event.get("label").asText()).isEqualTo("positive");
            assertThat(event.get("tokens").asInt()).isEqualTo(3);
            assertThat(event.get("probability").asDouble())
                    .isCloseTo(TinyModel.probability("good", "good", "bad"), org.assertj.core.data.Offset.offset(1e-6));
        }
    }

    @Test
    void shouldNameTheRecordWhereTheReviewHasNoId() throws IOException {
        try (Pipeline pipeline = new Pipeline(TestContext.of(folder, 64, Duration.ofMillis(20), ScoringMetrics.NONE))) {
            // When
            pipeline.input.pipeInput(null, bytes("{\"text\":\"good\"}"));
            pipeline.input.pipeInput(null, bytes("{\"text\":\"bad\"}"));

            // Then
            assertThat(pipeline.scores.readValuesToList())
                    .extracting(value ->
                            new ObjectMapper().readTree(value).get("id").asText())
                    .containsExactly("reviews-0-0", "reviews-0-1");
        }
    }

    @Test
    void shouldSendWhatCannotBeScoredToTheDeadLettersAsItCame() {
        try (Pipeline pipeline = new Pipeline(TestContext.of(folder, 64, Duration.ofMillis(20), ScoringMetrics.NONE))) {
            // Given
            pipeline.input.pipeInput(null, bytes("{\"text\":\"good\"}"));
            Headers headers = new RecordHeaders()
                    .add("traceparent", bytes("00-ab-cd-01"))
                    .add("__streams.errors.offset", bytes("from an earlier life"));

            // When
            pipeline.input.pipeInput(new TestRecord<>(bytes("k"), bytes("{\"id\":7"), headers, WRITTEN_AT));

            // Then
            TestRecord<byte[], byte[]> dead = pipeline.rejections.readRecord();
            assertThat(dead.key()).isEqualTo(bytes("k"));
            assertThat(dead.value()).isEqualTo(bytes("{\"id\":7"));
            assertThat(dead.getRecordTime()).isEqualTo(WRITTEN_AT);
            assertThat(texts(dead.headers()))
                    .isEqualTo(Map.of(
                            "traceparent", "00-ab-cd-01",
                            "__streams.errors.exception", "dev.undertone.review.Rejected",
                            "__streams.errors.message", "the value is no valid JSON at byte 7",
                            "__streams.errors.stacktrace", "",
                            "__streams.errors.topic", "reviews",
                            "__streams.errors.partition", "0",
                            "__streams.errors.offset", "1",
                            "undertone.reason", "UNREADABLE"));
        }
    }

    @Test
    void shouldGiveEveryKindOfBadRecordItsReason() {
        try (Pipeline pipeline = new Pipeline(TestContext.of(folder, 64, Duration.ofMillis(20), ScoringMetrics.NONE))) {
            // When
            pipeline.input.pipeInput(new TestRecord<>(null, null));
            pipeline.input.pipeInput(null, new byte[] {(byte) 0xFF, 0, 3});
            pipeline.input.pipeInput(null, bytes("42"));
            pipeline.input.pipeInput(null, bytes("{}"));
            pipeline.input.pipeInput(null, bytes("{\"text\":5}"));
            pipeline.input.pipeInput(null, bytes("{\"text\":\" ... \"}"));
            pipeline.input.pipeInput(null, bytes("{\"text\":\"" + "x".repeat(1000) + "\"}"));

            // Then
            assertThat(pipeline.rejections.readRecordsToList())
                    .extracting(record -> texts(record.headers()).get("undertone.reason") + " at "
                            + texts(record.headers()).get("__streams.errors.offset"))
                    .containsExactly(
                            "UNREADABLE at 1",
                            "UNREADABLE at 2",
                            "MISSING_TEXT at 3",
                            "MISSING_TEXT at 4",
                            "EMPTY_TEXT at 5",
                            "TOO_LARGE at 6");
        }
    }

    @Test
    void shouldStopWhereTheModelFailsOnEverything() {
        // Given
        SentimentModel broken = new SentimentModel() {
            @Override
            public float[] logits(List<TokenIds> batch) {
                throw new InferenceException("out of order");
            }

            @Override
            public void close() {}
        };
        ReviewEncoder encoder = new ReviewEncoder(Vocabulary.of(List.of("good")), 16);
        ReviewScorer scorer = new ReviewScorer(broken, encoder, TinyModel.judgement());
        ScoringContext stage = TestContext.of(scorer, 64, Duration.ofMillis(20), ScoringMetrics.NONE);
        Pipeline pipeline = new Pipeline(stage);

        // When
        // Then
        assertThatThrownBy(() -> pipeline.input.pipeInput(null, bytes("{\"text\":\"good\"}")))
                .hasRootCauseInstanceOf(InferenceException.class)
                .hasStackTraceContaining(ModelBrokenException.class.getName());
        assertThat(pipeline.scores.isEmpty()).isTrue();
        assertThat(pipeline.rejections.isEmpty()).isTrue();
    }

    private static Map<String, String> texts(Headers headers) {
        return StreamSupport.stream(headers.spliterator(), false)
                .collect(Collectors.toMap(
                        header -> header.key(), header -> new String(header.value(), StandardCharsets.UTF_8)));
    }

    private static final class Pipeline implements AutoCloseable {
        private final TopologyTestDriver driver;
        private final TestInputTopic<byte[], byte[]> input;
        private final TestOutputTopic<byte[], byte[]> scores;
        private final TestOutputTopic<byte[], byte[]> rejections;

        Pipeline(ScoringContext stage) {
            Properties properties = new Properties();
            properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
            properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:9092");
            driver = new TopologyTestDriver(ScoringTopology.of(TestContext.TOPICS, stage), properties);
            input = driver.createInputTopic("reviews", new ByteArraySerializer(), new ByteArraySerializer());
            scores = driver.createOutputTopic(
                    "scored-reviews", new ByteArrayDeserializer(), new ByteArrayDeserializer());
            rejections = driver.createOutputTopic(
                    TestContext.TOPICS.deadLetters(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        }

        @Override
        public void close() {
            driver.close();
        }
    }
}
