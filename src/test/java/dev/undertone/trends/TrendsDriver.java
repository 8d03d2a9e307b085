// SPDX-License-Identifier: Apache-2.0
package dev.undertone.trends;

import static dev.undertone.testing.Records.bytes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.undertone.config.ScorerConfig;
import dev.undertone.config.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** The topology of trends without a broker, and with a clock that stands still until it is told. */
final class TrendsDriver implements AutoCloseable {
    static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    private static final ObjectMapper JSON = new ObjectMapper();

    final CountedTrends metrics = new CountedTrends();
    private final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> scores;
    private final TestOutputTopic<byte[], byte[]> trends;
    private final TestOutputTopic<byte[], byte[]> alerts;
    private final Map<JsonNode, JsonNode> latest = new LinkedHashMap<>();
    private int number;

    TrendsDriver(Map<String, String> settings) {
        ScorerConfig config = ScorerConfig.of(Settings.gather(Map.of(), Optional.empty(), Map.of(), settings));
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "trends");
        driver = new TopologyTestDriver(
                TrendsTopology.of("scored-reviews", 1, TrendsContext.of(config.trends(), 1, metrics)),
                properties,
                NOON);
        scores = driver.createInputTopic("scored-reviews", new ByteArraySerializer(), new ByteArraySerializer());
        trends = driver.createOutputTopic(
                config.trends().topic(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        alerts = driver.createOutputTopic(
                config.trends().alertsTopic(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    void review(Instant time, String product, double score) {
        review(time, "r-" + number, product, score);
    }

    void review(Instant time, String id, String product, double score) {
        number++;
        String label = score > 0.1 ? "positive" : score < -0.1 ? "negative" : "neutral";
        event(
                time,
                "{\"id\":\"%s\",\"label\":\"%s\",\"score\":%s,\"review\":{\"productId\":\"%s\"}}"
                        .formatted(id, label, score, product));
    }

    void event(Instant time, String value) {
        scores.pipeInput(new TestRecord<>(null, value == null ? null : bytes(value), time));
    }

    /** Lets the clock go on, which lets it look whether windows have closed. */
    void pass(Duration time) {
        driver.advanceWallClockTime(time);
    }

    /** The latest figures of a window, over all where there is no product. */
    Optional<JsonNode> figures(String product, String window, Instant start) {
        read();
        return latest.entrySet().stream()
                .filter(entry -> entry.getKey().path("key").asText("").equals(product)
                        && entry.getKey().get("window").asText().equals(window)
                        && entry.getKey().get("start").asText().equals(start.toString()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    List<JsonNode> alerts() {
        return alerts.readValuesToList().stream().map(TrendsDriver::json).toList();
    }

    private void read() {
        for (TestRecord<byte[], byte[]> record : trends.readRecordsToList()) {
            latest.put(json(record.key()), json(record.value()));
        }
    }

    private static JsonNode json(byte[] bytes) {
        try {
            return JSON.readTree(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.close();
    }
}
