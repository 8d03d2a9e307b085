// SPDX-License-Identifier: Apache-2.0
package dev.undertone.soak;

import static dev.undertone.testing.Records.header;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.undertone.review.RejectReason;
import dev.undertone.review.Scored;
import dev.undertone.testing.Outcomes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Compares what went in with what came out, record by record. For one thread. */
final class Ledger {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Events have six decimals. */
    private static final double ROUNDING = 0.51e-6;

    private final MixedReviews reviews;
    private final Map<String, List<Scored>> expected;
    private final int published;
    private final Outcomes outcomes = new Outcomes();
    private final Map<String, Integer> scoredBy = new TreeMap<>();
    private final Map<RejectReason, Integer> rejected = new EnumMap<>(RejectReason.class);

    /**
     * @param published how many reviews the broker acknowledged
     * @param expected scores of each text by version
     */
    Ledger(MixedReviews reviews, int published, Map<String, List<Scored>> expected) {
        this.reviews = reviews;
        this.expected = expected;
        this.published = published;
    }

    void addInput(ConsumerRecord<byte[], byte[]> record) {
        outcomes.published(number(record), record);
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
                        && outcomes.isNamedBy(record, review.number()));
    }

    SoakFindings findings() {
        return new SoakFindings(
                outcomes.present(),
                Map.copyOf(scoredBy),
                Map.copyOf(rejected),
                outcomes.lost(),
                outcomes.duplicated(),
                outcomes.wrong(),
                outcomes.forgotten(IntStream.range(0, published)));
    }

    private void add(MixedReviews.Numbered review, ConsumerRecord<byte[], byte[]> record, boolean asExpected) {
        outcomes.outcome(review.number(), asExpected && Arrays.equals(review.key(), record.key()));
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

    private static JsonNode json(byte[] value) {
        try {
            return JSON.readTree(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
