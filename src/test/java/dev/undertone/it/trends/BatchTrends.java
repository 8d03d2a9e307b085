// SPDX-License-Identifier: Apache-2.0
package dev.undertone.it.trends;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The same figures from the whole of the scored topic at once, partition by partition in their order; written without a
 * look at the product's own code.
 */
final class BatchTrends {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Duration> windows;
    private final Duration grace;
    private final Map<Integer, Long> times = new HashMap<>();
    private final Map<String, List<BigDecimal>> scores = new HashMap<>();
    private final Map<String, Map<String, Long>> labels = new HashMap<>();
    private final Map<String, Long> late = new HashMap<>();
    private long reviews;
    private long outOfOrder;

    BatchTrends(Map<String, Duration> windows, Duration grace) {
        this.windows = windows;
        this.grace = grace;
    }

    /** Records of a partition must come in their order. */
    void add(ConsumerRecord<byte[], byte[]> record) {
        reviews++;
        JsonNode event = json(record.value());
        long before = times.getOrDefault(record.partition(), Long.MIN_VALUE);
        if (record.timestamp() < before) {
            outOfOrder++;
        }
        long time = Math.max(before, record.timestamp());
        times.put(record.partition(), time);
        windows.forEach((name, length) -> {
            long start = record.timestamp() - record.timestamp() % length.toMillis();
            if (start + length.toMillis() + grace.toMillis() <= time) {
                late.merge(slot("", name, time - time % length.toMillis()), 1L, Long::sum);
                return;
            }
            count(slot("", name, start), event);
            JsonNode product = event.path("review").path("productId");
            if (product.isTextual()) {
                count(slot(product.asText(), name, start), event);
            }
        });
    }

    /** What is said of a window of a key. */
    record Figures(long count, long positive, long neutral, long negative, long late, double mean) {
        static Figures of(JsonNode value) {
            return new Figures(
                    value.get("count").asLong(),
                    value.get("positive").asLong(),
                    value.get("neutral").asLong(),
                    value.get("negative").asLong(),
                    value.path("late").asLong(0),
                    value.path("mean").asDouble(0));
        }

        /** The mean is written with six decimals. */
        boolean isSameAs(Figures other) {
            return Math.abs(mean - other.mean) < 1.1e-6
                    && new Figures(count, positive, neutral, negative, late, 0)
                            .equals(new Figures(
                                    other.count, other.positive, other.neutral, other.negative, other.late, 0));
        }
    }

    /** By slot: what the topic should say of it. */
    Map<String, Figures> figures() {
        Map<String, Figures> figures = new TreeMap<>();
        TreeSet<String> slots = new TreeSet<>(scores.keySet());
        slots.addAll(late.keySet());
        for (String slot : slots) {
            List<BigDecimal> all = scores.getOrDefault(slot, List.of());
            Map<String, Long> counts = labels.getOrDefault(slot, Map.of());
            figures.put(
                    slot,
                    new Figures(
                            all.size(),
                            counts.getOrDefault("positive", 0L),
                            counts.getOrDefault("neutral", 0L),
                            counts.getOrDefault("negative", 0L),
                            late.getOrDefault(slot, 0L),
                            all.isEmpty() ? 0 : mean(all)));
        }
        return figures;
    }

    static String slot(JsonNode key) {
        return slot(
                key.path("key").asText(""),
                key.get("window").asText(),
                Instant.parse(key.get("start").asText()).toEpochMilli());
    }

    /** The alerts that the windows ask for which have closed in every partition: a drop of 0.2, 20 reviews each. */
    List<String> alerts() {
        long closed = times.values().stream().mapToLong(Long::longValue).min().orElseThrow() - grace.toMillis();
        List<String> alerts = new ArrayList<>();
        scores.forEach((slot, now) -> {
            String[] parts = slot.split("\\|");
            long length = windows.get(parts[1]).toMillis();
            long start = Long.parseLong(parts[2]);
            List<BigDecimal> before = scores.getOrDefault(slot(parts[0], parts[1], start - length), List.of());
            if (start + length <= closed && before.size() >= 20 && now.size() >= 20) {
                double fall = average(before) - average(now);
                double error = Math.sqrt(variance(before) / before.size() + variance(now) / now.size());
                // Far beyond what is significant or far from it: the p-value is tested elsewhere.
                if (fall >= 0.2 && fall / error > 4) {
                    alerts.add(slot);
                }
            }
        });
        return alerts;
    }

    /** Whether a window has closed in every partition. */
    boolean isClosed(String slot) {
        String[] parts = slot.split("\\|");
        return Long.parseLong(parts[2]) + windows.get(parts[1]).toMillis()
                <= times.values().stream().mapToLong(Long::longValue).min().orElseThrow() - grace.toMillis();
    }

    long reviews() {
        return reviews;
    }

    long outOfOrder() {
        return outOfOrder;
    }

    long late() {
        return late.values().stream().mapToLong(Long::longValue).sum();
    }

    static JsonNode json(byte[] bytes) {
        try {
            return JSON.readTree(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void count(String slot, JsonNode event) {
        scores.computeIfAbsent(slot, s -> new ArrayList<>())
                .add(new BigDecimal(event.get("score").asText()));
        labels.computeIfAbsent(slot, s -> new HashMap<>())
                .merge(event.get("label").asText(), 1L, Long::sum);
    }

    private static String slot(String product, String window, long start) {
        return product + "|" + window + "|" + start;
    }

    private static double mean(List<BigDecimal> scores) {
        return scores.stream()
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .divide(BigDecimal.valueOf(scores.size()), 9, RoundingMode.HALF_UP)
                .doubleValue();
    }

    private static double average(List<BigDecimal> scores) {
        return scores.stream().mapToDouble(BigDecimal::doubleValue).average().orElseThrow();
    }

    private static double variance(List<BigDecimal> scores) {
        double mean = average(scores);
        return scores.stream()
                        .mapToDouble(score -> Math.pow(score.doubleValue() - mean, 2))
                        .sum()
                / (scores.size() - 1);
    }
}
