// SPDX-License-Identifier: Apache-2.0
package dev.undertone.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.event.ScoredEventWriter;
import dev.undertone.review.Label;
import dev.undertone.review.ModelId;
import dev.undertone.review.RejectReason;
import dev.undertone.review.Scored;
import dev.undertone.text.Vocabulary;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whether the ledger would notice. */
class LedgerTest {
    private static final int PUBLISHED = 200;
    private static final ModelId MODEL = new ModelId("tiny", "even");

    private final MixedReviews reviews = new MixedReviews(Vocabulary.of(List.of("good", "bad", "film")), 7);
    private final List<Scored> scores = IntStream.range(0, reviews.texts().size())
            .mapToObj(text -> score((text + 0.5) / reviews.texts().size()))
            .toList();
    private final Ledger ledger = new Ledger(reviews, PUBLISHED, Map.of(MODEL.version(), scores));

    @BeforeEach
    void addInput() {
        for (int number = 0; number < PUBLISHED; number++) {
            MixedReviews.Numbered review = reviews.review(number);
            ledger.addInput(record(SoakRun.INPUT, number, review.key(), review.value()));
        }
    }

    @Test
    void shouldBeCleanWhereEveryRecordHasItsOutcome() {
        // When
        IntStream.range(0, PUBLISHED).forEach(this::addOutcome);

        // Then
        assertThat(ledger.findings().areClean()).isTrue();
        assertThat(ledger.findings().scored()
                        + ledger.findings().rejected().values().stream()
                                .mapToInt(Integer::intValue)
                                .sum())
                .isEqualTo(PUBLISHED);
    }

    @Test
    void shouldNoticeARecordWithoutAnOutcome() {
        // When
        IntStream.range(1, PUBLISHED).forEach(this::addOutcome);

        // Then
        assertThat(ledger.findings().lost()).isEqualTo(1);
    }

    @Test
    void shouldNoticeASecondOutcome() {
        // When
        IntStream.range(0, PUBLISHED).forEach(this::addOutcome);
        addOutcome(3);

        // Then
        assertThat(ledger.findings().duplicated()).isEqualTo(1);
    }

    @Test
    void shouldNoticeAScoreThatItsModelDoesNotGive() {
        // Given
        MixedReviews.Numbered review = first(false);
        Scored other = score(scores.get(review.text()).probability() > 0.5 ? 0.501 : 0.499);

        // When
        addScore(review, other);

        // Then
        assertThat(ledger.findings().wrong()).isEqualTo(1);
    }

    @Test
    void shouldNoticeAVersionThatNeverWas() {
        // Given
        MixedReviews.Numbered review = first(false);
        Scored asked = scores.get(review.text());

        // When
        addScore(
                review,
                new Scored(
                        asked.label(),
                        asked.probability(),
                        asked.tokens(),
                        asked.truncated(),
                        new ModelId(MODEL.name(), "broken")));

        // Then
        assertThat(ledger.findings().wrong()).isEqualTo(1);
    }

    @Test
    void shouldNoticePoisonThatWasScored() {
        // Given
        MixedReviews.Numbered poison = first(true);

        // When
        addScore(poison, scores.get(poison.text()));

        // Then
        assertThat(ledger.findings().wrong()).isEqualTo(1);
    }

    @Test
    void shouldNoticeAReasonThatIsAnother() {
        // When
        addDeadLetter(first(true), RejectReason.MODEL_FAILURE);

        // Then
        assertThat(ledger.findings().wrong()).isEqualTo(1);
    }

    private MixedReviews.Numbered first(boolean poison) {
        return IntStream.range(0, PUBLISHED)
                .mapToObj(reviews::review)
                .filter(review -> review.poison().isPresent() == poison)
                .findFirst()
                .orElseThrow();
    }

    private void addOutcome(int number) {
        MixedReviews.Numbered review = reviews.review(number);
        if (review.poison().isPresent()) {
            addDeadLetter(review, review.poison().get().reason());
        } else {
            addScore(review, scores.get(review.text()));
        }
    }

    private void addScore(MixedReviews.Numbered review, Scored score) {
        byte[] value = new ScoredEventWriter().write(Integer.toString(review.number()), score, Instant.EPOCH, Map.of());
        ledger.addScore(record("scored", review.number(), review.key(), value));
    }

    private void addDeadLetter(MixedReviews.Numbered review, RejectReason reason) {
        ConsumerRecord<byte[], byte[]> record = record("rejected", review.number(), review.key(), review.value());
        put(record, "undertone.reason", reason.name());
        put(record, "__streams.errors.topic", SoakRun.INPUT);
        put(record, "__streams.errors.partition", "0");
        put(record, "__streams.errors.offset", Integer.toString(review.number()));
        ledger.addDeadLetter(record);
    }

    private static ConsumerRecord<byte[], byte[]> record(String topic, int number, byte[] key, byte[] value) {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(topic, 0, number, key, value);
        put(record, MixedLoad.NUMBER, Integer.toString(number));
        return record;
    }

    private static void put(ConsumerRecord<byte[], byte[]> record, String header, String value) {
        record.headers().add(header, value.getBytes(StandardCharsets.UTF_8));
    }

    private static Scored score(double probability) {
        return new Scored(probability < 0.5 ? Label.NEGATIVE : Label.POSITIVE, probability, 9, false, MODEL);
    }
}
