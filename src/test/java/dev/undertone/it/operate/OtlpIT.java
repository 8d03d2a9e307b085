// SPDX-License-Identifier: Apache-2.0
package dev.undertone.it.operate;

import static dev.undertone.testing.Records.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.undertone.it.operate.OtlpReceiver.ReceivedSpan;
import dev.undertone.testing.Deployment;
import dev.undertone.testing.Distribution;
import dev.undertone.testing.TinyModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The distribution with OpenTelemetry on, and collectors of the test's own. */
class OtlpIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int REVIEWS = 600;
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    @Test
    void shouldExportTheTracesOfSampledReviewsAndOfBatches() {
        try (OtlpReceiver collector = OtlpReceiver.start();
                Deployment deployment = deployment("otel=on").startWith(environment(collector.endpoint()))) {
            // When
            Deployment.send(reviews(deployment.input));
            Map<Integer, Optional<String>> scored = traceparents(deployment);

            // Then: whoever reads a score goes on where its span ends, and other headers are as they were
            List<ReceivedSpan> processed = await(collector, "process " + deployment.input, sampled());
            Map<Integer, Optional<String>> expected = new HashMap<>();
            IntStream.range(0, REVIEWS).forEach(i -> expected.put(i, traceparent(i)));
            processed.forEach(span ->
                    expected.put(number(span.trace()), Optional.of("00-" + span.trace() + "-" + span.id() + "-01")));
            assertThat(scored).isEqualTo(expected);
            assertThat(processed)
                    .allSatisfy(span -> {
                        assertThat(span.parent()).isEqualTo(parent(number(span.trace())));
                        assertThat(span.service()).isEqualTo("the-shop");
                        assertThat(span.attributes())
                                .containsEntry("messaging.system", "kafka")
                                .containsEntry("undertone.outcome", "positive");
                    })
                    .extracting(ReceivedSpan::trace)
                    .doesNotHaveDuplicates();

            // And then: each of them is linked to by one batch
            Awaitility.await("all batches")
                    .atMost(SOON)
                    .untilAsserted(() -> assertThat(linked(collector, deployment.input))
                            .hasSize(sampled())
                            .doesNotHaveDuplicates());

            // And when
            int exitCode = deployment.scorer().terminate();

            // Then
            assertThat(exitCode).isZero();
            assertThat(deployment.scorer().err())
                    .contains("Traces reviews by=\"the SDK\"")
                    .doesNotContain("WARN");
        }
    }

    @Test
    void shouldScoreAndEndAsQuicklyWhereTheCollectorNeverAnswers() {
        try (OtlpReceiver silent = OtlpReceiver.startSilent();
                Deployment deployment = deployment("otel=on").startWith(environment(silent.endpoint()))) {
            // When: more than the SDK's queue holds
            for (int round = 0; round < 20; round++) {
                Deployment.send(reviews(deployment.input));
            }

            // Then
            assertThat(Deployment.read(deployment.output, 20 * REVIEWS)).hasSize(20 * REVIEWS);
            assertThat(silent.requests()).isPositive();
            assertThat(silent.spans()).isEmpty();

            // And when
            Instant start = Instant.now();
            int exitCode = deployment.scorer().terminate();

            // Then
            assertThat(exitCode).isZero();
            assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(15));
        }
    }

    @Test
    void shouldScoreWhereThereIsNoCollectorAtAll() {
        try (Deployment deployment = deployment("otel=on").startWith(environment("http://127.0.0.1:1"))) {
            // When
            Deployment.send(reviews(deployment.input));

            // Then
            assertThat(Deployment.read(deployment.output, REVIEWS)).hasSize(REVIEWS);
            assertThat(deployment.scorer().terminate()).isZero();
        }
    }

    @Test
    void shouldExportNothingAndLeaveHeadersAloneWhereNobodyTurnedItOn() {
        try (OtlpReceiver collector = OtlpReceiver.start();
                Deployment deployment = deployment("otel=auto").startWith(environment(collector.endpoint()))) {
            // When
            Deployment.send(reviews(deployment.input));

            // Then
            Map<Integer, Optional<String>> expected = new HashMap<>();
            IntStream.range(0, REVIEWS).forEach(i -> expected.put(i, traceparent(i)));
            assertThat(traceparents(deployment)).isEqualTo(expected);
            assertThat(deployment.scorer().terminate()).isZero();
            assertThat(collector.requests()).isZero();
        }
    }

    @Test
    void shouldSayWhatItCannotDo() {
        try (Distribution.Running scorer =
                Distribution.startWith(Map.of("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"), "run", "--set", "otel=on")) {
            // When
            Awaitility.await("its end")
                    .atMost(SOON)
                    .until(() -> !scorer.process().isAlive());

            // Then
            assertThat(scorer.process().exitValue()).isEqualTo(2);
            assertThat(scorer.err())
                    .contains("OpenTelemetry cannot be set up: ")
                    .contains("OTEL_EXPORTER_OTLP_PROTOCOL can be http/protobuf only");
        }
    }

    /** {@code -Dotel.agent=opentelemetry-javaagent.jar}: the agent makes spans of its own around ours. */
    @Test
    void shouldBeOnWhereTheJavaAgentIsAttached() {
        String agent = System.getProperty("otel.agent", "");
        assumeTrue(!agent.isEmpty(), "no -Dotel.agent=FILE");
        try (OtlpReceiver collector = OtlpReceiver.start();
                Deployment deployment = deployment("otel=auto")) {
            Map<String, String> environment = new HashMap<>(environment(collector.endpoint()));
            environment.put(
                    "UNDERTONE_JAVA_OPTIONS", "-javaagent:" + Path.of(agent).toAbsolutePath());
            environment.put("OTEL_METRICS_EXPORTER", "none");
            environment.put("OTEL_LOGS_EXPORTER", "none");
            deployment.startWith(environment);

            // When
            Deployment.send(reviews(deployment.input));
            Map<Integer, Optional<String>> scored = traceparents(deployment);

            // Then: a score goes on below the agent's span of sending it, which is below ours in its review's own trace
            Map<String, ReceivedSpan> processed = await(collector, "process " + deployment.input, sampled()).stream()
                    .collect(Collectors.toMap(ReceivedSpan::id, Function.identity()));
            Awaitility.await("the agent's spans").atMost(SOON).untilAsserted(() -> {
                Map<String, ReceivedSpan> sent = collector.spans().stream()
                        .filter(span -> processed.containsKey(span.parent()))
                        .collect(Collectors.toMap(ReceivedSpan::id, Function.identity(), (one, other) -> one));
                scored.forEach((number, traceparent) -> {
                    if (traceparent(number).filter(OtlpIT::isSampled).isPresent()) {
                        assertThat(sent).containsKey(traceparent.orElseThrow().substring(36, 52));
                        assertThat(traceparent.orElseThrow()).contains(trace(number));
                    }
                });
            });
            IntStream.range(0, REVIEWS)
                    .filter(i -> traceparent(i).isPresent())
                    .forEach(i -> assertThat(scored.get(i)).get().asString().contains(trace(i)));
            assertThat(deployment.scorer().err()).contains("Traces reviews by=\"the Java agent\"");
        }
    }

    private Deployment deployment(String setting) {
        return new Deployment(setting, "model.path=" + TinyModel.writeTo(folder));
    }

    private static Map<String, String> environment(String endpoint) {
        return Map.of(
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                endpoint,
                "OTEL_SERVICE_NAME",
                "the-shop",
                "OTEL_BSP_SCHEDULE_DELAY",
                "200");
    }

    /** Of three reviews one is sampled, one is not and one has no trace. */
    private static List<ProducerRecord<byte[], byte[]>> reviews(String topic) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < REVIEWS; i++) {
            ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                    topic, i % Deployment.PARTITIONS, null, bytes("{\"id\":\"" + i + "\",\"text\":\"a good film\"}"));
            traceparent(i).ifPresent(value -> record.headers().add("traceparent", bytes(value)));
            records.add(record);
        }
        return records;
    }

    private static Optional<String> traceparent(int number) {
        // Partitions are of three too: all kinds are in each.
        int kind = number / Deployment.PARTITIONS % 3;
        return kind == 2
                ? Optional.empty()
                : Optional.of("00-" + trace(number) + "-" + parent(number) + (kind == 0 ? "-01" : "-00"));
    }

    private static int sampled() {
        return (int) IntStream.range(0, REVIEWS)
                .filter(i -> traceparent(i).filter(OtlpIT::isSampled).isPresent())
                .count();
    }

    private static boolean isSampled(String traceparent) {
        return traceparent.endsWith("-01");
    }

    private static String trace(int number) {
        return "4bf92f3577b34da6a3ce929d0e0e%04x".formatted(number);
    }

    private static String parent(int number) {
        return "00f067aa0ba9%04x".formatted(number);
    }

    private static int number(String trace) {
        return Integer.parseInt(trace.substring(28), 16);
    }

    private static List<ReceivedSpan> await(OtlpReceiver collector, String name, int count) {
        return Awaitility.await("the spans")
                .atMost(SOON)
                .until(
                        () -> collector.spans().stream()
                                .filter(span -> span.name().equals(name))
                                .toList(),
                        spans -> spans.size() >= count);
    }

    private static List<String> linked(OtlpReceiver collector, String topic) {
        return collector.spans().stream()
                .filter(span -> span.name().equals("batch " + topic))
                .flatMap(span -> span.links().stream())
                .toList();
    }

    private static Map<Integer, Optional<String>> traceparents(Deployment deployment) {
        return Deployment.read(deployment.output, REVIEWS).stream()
                .collect(Collectors.toMap(
                        OtlpIT::id,
                        record -> Optional.ofNullable(record.headers().lastHeader("traceparent"))
                                .map(header -> new String(header.value(), StandardCharsets.UTF_8))));
    }

    private static int id(ConsumerRecord<byte[], byte[]> record) {
        try {
            return JSON.readTree(record.value()).get("id").asInt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
