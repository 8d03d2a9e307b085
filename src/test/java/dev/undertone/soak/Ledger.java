// SPDX-License-Identifier: Apache-2.0
package dev.undertone.soak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.undertone.review.RejectReason;
import dev.undertone.review.Scored;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Compares what went in with what came out, record by record. For one thread. */
final class Ledger {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Events have six decimals. */
    private static final double ROUNDING = 0.51e-6;

    private final MixedReviews reviews;
    private final Map<String, List<Scored>> expected;
    private final int[] partitions;
    private final long[] offsets;
    private final int[] outcomes;
    private final Map<String, Integer> scoredBy = new TreeMap<>();
    private final Map<RejectReason, Integer> rejected = new EnumMap<>(RejectReason.class);
    private int wrong;

    /**
     * @param published how many reviews the broker acknowledged
     * @param expected scores of each text by version
     */
    Ledger(MixedReviews reviews, int published, Map<String, List<Scored>> expected) {
        this.reviews = reviews;
        this.expected = expected;
        this.partitions = new int[published];
        this.offsets = new long[published];
        this.outcomes = new int[published];
        Arrays.fill(offsets, -1);
    }

    void addInput(ConsumerRecord<byte[], byte[]> record) {
        int number = number(record);
        if (offsets[number] >= 0) {
            throw new AssertionError("record " + number + " was published twice");
        }
        partitions[number] = record.partition();
        offsets[number] = record.offset();
    }

    void addScore(ConsumerRecord<byte[], byte[]> record) {
        MixedReviews.Numbered review = reviews.review(number(record));
        JsonNode event = json(record.value());
        String version = event.path("model").path("version").asText();
        scoredBy.merge(version, 1, Integer::sum);
        Optional<Scored> asked = Optional.ofNullable(expected.get(version))
                .filter(scores -> review.poison().isEmpty())
                .map(scores -> scores.get(review.text()));
        add(
                review,
                record,
                asked.isPresent()
                        && event.path("id").asText().equals(Integer.toString(review.number()))
                        && agrees(event, asked.get()));
    }

    void addDeadLetter(ConsumerRecord<byte[], byte[]> record) {
        MixedReviews.Numbered review = reviews.review(number(record));
        RejectReason reason = RejectReason.valueOf(header(record, "undertone.reason"));
        rejected.merge(reason, 1, Integer::sum);
        add(
                review,
                record,
                review.poison().isPresent()
                        && review.poison().get().reason() == reason
                        && Arrays.equals(review.value(), record.value())
                        && header(record, "__streams.errors.topic").equals(SoakRun.INPUT)
                        && header(record, "__streams.errors.partition")
                                .equals(Integer.toString(partitions[review.number()]))
                        && header(record, "__streams.errors.offset").equals(Long.toString(offsets[review.number()])));
    }

    Findings findings() {
        int present = 0;
        int lost = 0;
        int duplicated = 0;
        for (int number = 0; number < outcomes.length; number++) {
            if (offsets[number] >= 0) {
                present++;
                lost += outcomes[number] == 0 ? 1 : 0;
            }
            duplicated += Math.max(0, outcomes[number] - 1);
        }
        return new Findings(
                present,
                Map.copyOf(scoredBy),
                Map.copyOf(rejected),
                lost,
                duplicated,
                wrong,
                outcomes.length - present);
    }

    private void add(MixedReviews.Numbered review, ConsumerRecord<byte[], byte[]> record, boolean asExpected) {
        outcomes[review.number()]++;
        if (!asExpected || !Arrays.equals(review.key(), record.key())) {
            wrong++;
        }
    }

    private static boolean agrees(JsonNode event, Scored asked) {
        return event.path("label").asText().equals(asked.label().text())
                && Math.abs(event.path("score").asDouble() - asked.score()) < ROUNDING
                && event.path("tokens").asInt() == asked.tokens()
                && event.path("truncated").asBoolean() == asked.truncated()
                && event.path("model")
                        .path("name")
                        .asText()
                        .equals(asked.model().name());
    }

    private static int number(ConsumerRecord<byte[], byte[]> record) {
        return Integer.parseInt(header(record, MixedLoad.NUMBER));
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static JsonNode json(byte[] value) {
        try {
            return JSON.readTree(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
