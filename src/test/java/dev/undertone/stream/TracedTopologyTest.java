// SPDX-License-Identifier: Apache-2.0
package dev.undertone.stream;

import static dev.undertone.testing.Records.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.undertone.infer.FakeSentimentModel;
import dev.undertone.model.ModelBundle;
import dev.undertone.score.ModelBrokenException;
import dev.undertone.score.ReviewScorer;
import dev.undertone.score.ScoringMetrics;
import dev.undertone.stream.outcome.ScoreFormat;
import dev.undertone.testing.TinyModel;
import dev.undertone.text.ReviewEncoder;
import dev.undertone.text.Vocabulary;
import dev.undertone.tracing.OpenTelemetryTracing;
import dev.undertone.tracing.TraceClock;
import dev.undertone.tracing.Tracing;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What tracing adds to the topology, and that it adds nothing where it is off or a trace is not sampled. */
class TracedTopologyTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SAMPLED = "00-" + TRACE + "-00f067aa0ba902b7-01";
    private static final String UNSAMPLED = "00-" + TRACE + "-00f067aa0ba902b7-00";
    private static final Instant WRITTEN_AT = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final List<String> VALUES =
            List.of("{\"id\":\"a\",\"text\":\"good good bad\"}", "{\"id\":7", "{\"id\":\"b\",\"text\":\" ... \"}", "");

    private final InMemorySpanExporter exported = InMemorySpanExporter.create();
    private final OpenTelemetrySdk sdk = OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(exported))
                    .build())
            .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
            .build();
    private final Tracing tracing =
            new OpenTelemetryTracing(sdk, "undertone", new TraceClock(System::nanoTime, System::nanoTime));

    @TempDir
    private Path folder;

    @AfterEach
    void end() {
        sdk.close();
    }

    @Test
    void shouldHandTheSpanThatMadeAnOutcomeToWhoeverReadsIt() {
        // When
        List<Seen> seen = run(tracing, SAMPLED);

        // Then
        List<SpanData> spans = exported.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals("process reviews"))
                .toList();
        assertThat(spans).extracting(SpanData::getTraceId).containsOnly(TRACE);
        assertThat(seen)
                .extracting(Seen::topic)
                .containsExactly("scored-reviews", "rejected-reviews", "rejected-reviews", "scored-reviews");
        assertThat(seen)
                .extracting(record -> record.headers().get("traceparent"))
                .containsExactly(
                        // A dead letter is the record as it came.
                        traceparent(spans.get(0)), SAMPLED, SAMPLED, traceparent(spans.get(3)));
        assertThat(spans)
                .extracting(span -> span.getStatus().getStatusCode())
                .containsExactly(StatusCode.UNSET, StatusCode.ERROR, StatusCode.ERROR, StatusCode.UNSET);
    }

    @Test
    void shouldWriteTheSameBytesWhereItIsOffOrNotSampled() {
        for (String traceparent : List.of(UNSAMPLED, "nonsense")) {
            assertThat(run(tracing, traceparent)).isEqualTo(run(Tracing.NONE, traceparent));
        }
        assertThat(exported.getFinishedSpanItems())
                .extracting(SpanData::getName)
                .containsOnly("batch reviews", "score");
    }

    @Test
    void shouldPassHeadersAsTheyCameWhereItIsOff() {
        // When
        List<Seen> seen = run(Tracing.NONE, SAMPLED);

        // Then
        assertThat(seen)
                .hasSize(VALUES.size())
                .allSatisfy(record -> assertThat(record.headers()).containsEntry("traceparent", SAMPLED));
        assertThat(seen.get(0).headers()).hasSize(1);
    }

    @Test
    void shouldEndTheSpansOfABatchOnWhichTheModelIsBroken() {
        // Given
        ReviewScorer broken = new ReviewScorer(
                FakeSentimentModel.healthy().failingOnEverything(),
                new ReviewEncoder(Vocabulary.of(List.of("good")), 16),
                TinyModel.judgement());

        // When
        assertThatThrownBy(() -> run(broken, tracing, SAMPLED))
                .hasStackTraceContaining(ModelBrokenException.class.getName());

        // Then
        assertThat(exported.getFinishedSpanItems())
                .extracting(span -> span.getName() + " " + span.getStatus().getStatusCode())
                .containsExactly("score ERROR", "batch reviews ERROR");
    }

    /** A record of an output topic, but for when it was scored. */
    private record Seen(String topic, String key, String value, Map<String, String> headers, Instant time) {}

    private List<Seen> run(Tracing followedBy, String traceparent) {
        ReviewScorer scorer = ReviewScorer.open(ModelBundle.open(TinyModel.writeTo(folder.resolve("m"))), 0);
        return run(scorer, followedBy, traceparent);
    }

    private static List<Seen> run(ReviewScorer scorer, Tracing followedBy, String traceparent) {
        ScoringContext stage =
                TestContext.of(scorer, 64, Duration.ofMillis(20), ScoringMetrics.NONE, ScoreFormat.json(), followedBy);
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:9092");
        List<Seen> seen = new ArrayList<>();
        try (TopologyTestDriver driver =
                new TopologyTestDriver(ScoringTopology.of(TestContext.TOPICS, stage), properties)) {
            var input = driver.createInputTopic("reviews", new ByteArraySerializer(), new ByteArraySerializer());
            for (String value : VALUES) {
                Headers headers = new RecordHeaders().add("traceparent", bytes(traceparent));
                input.pipeInput(
                        new TestRecord<>(bytes("k"), value.isEmpty() ? null : bytes(value), headers, WRITTEN_AT));
                for (String topic : List.of("scored-reviews", TestContext.TOPICS.deadLetters())) {
                    driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                            .readRecordsToList()
                            .forEach(record -> seen.add(seen(topic, record)));
                }
            }
        }
        return seen;
    }

    private static Seen seen(String topic, TestRecord<byte[], byte[]> record) {
        return new Seen(
                topic,
                text(record.key()),
                text(record.value()).replaceFirst("\"scoredAt\":\"[^\"]*\"", ""),
                Stream.of(record.headers().toArray())
                        .collect(Collectors.toMap(header -> header.key(), header -> text(header.value()))),
                record.getRecordTime());
    }

    private static String traceparent(SpanData span) {
        return "00-" + span.getTraceId() + "-" + span.getSpanId() + "-01";
    }

    private static String text(byte[] bytes) {
        return bytes == null ? "none" : new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
