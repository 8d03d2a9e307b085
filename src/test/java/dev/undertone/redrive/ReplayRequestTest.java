// SPDX-License-Identifier: Apache-2.0
package dev.undertone.redrive;

import static dev.undertone.deadletter.Letters.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.undertone.deadletter.DeadLetter;
import dev.undertone.deadletter.Letters;
import java.util.OptionalDouble;
import java.util.Set;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayRequestTest {
    private final ReplayLog receipts = new ReplayLog(Uuid.randomUuid(), "reviews"::equals);

    @ParameterizedTest
    @CsvSource({"0, REPLAYED", "2, REPLAYED", "3, GIVEN_UP", "4, GIVEN_UP"})
    void shouldGiveUpAtTheMaximumOfAttempts(int attempts, ReplayOutcome fate) {
        // Given
        Headers headers = Letters.rejected("UNREADABLE", "reviews", 0, 1)
                .add(DeadLetter.ATTEMPTS, bytes(Integer.toString(attempts)));

        // When
        // Then
        assertThat(request("reviews", false).fateOf(Letters.with(headers), receipts))
                .isEqualTo(fate);
    }

    @Test
    void shouldLeaveWhatWasReplayedBefore() {
        // Given
        DeadLetter letter = Letters.with(Letters.rejected("UNREADABLE", "reviews", 0, 1));
        ReplayRequest request = request("reviews", false);
        receipts.add(receipts.receipt("rejected-reviews", letter, "reviews").key());

        // When
        // Then
        assertThat(request.fateOf(letter, receipts)).isEqualTo(ReplayOutcome.REPLAYED_BEFORE);
        assertThat(request.fateOf(Letters.at(1, 17, new RecordHeaders()), receipts))
                .isEqualTo(ReplayOutcome.REPLAYED);
        assertThat(request.fateOf(Letters.at(0, 18, new RecordHeaders()), receipts))
                .isEqualTo(ReplayOutcome.REPLAYED);
    }

    @Test
    void shouldLeaveWhatCameFromAnotherTopicUnlessTold() {
        // Given
        DeadLetter letter = Letters.with(Letters.rejected("UNREADABLE", "orders", 0, 1));

        // When
        // Then
        assertThat(request("reviews", false).fateOf(letter, receipts)).isEqualTo(ReplayOutcome.OTHER_TOPIC);
        assertThat(request("reviews", true).fateOf(letter, receipts)).isEqualTo(ReplayOutcome.REPLAYED);
    }

    @Test
    void shouldSendEachLetterBackToTheTopicItCameFrom() {
        // Given
        ReplayTargets home = ReplayTargets.home("reviews,orders", Set.of("reviews", "orders"));
        ReplayRequest request =
                new ReplayRequest("rejected-reviews", home, LetterFilter.ALL, 3, OptionalDouble.empty(), false);
        DeadLetter order = Letters.with(Letters.rejected("UNREADABLE", "orders", 0, 1));
        DeadLetter stranger = Letters.with(Letters.rejected("UNREADABLE", "others", 0, 1));
        ReplayLog log = new ReplayLog(Uuid.randomUuid(), home.topics()::contains);
        log.add(log.receipt("rejected-reviews", order, "reviews").key());

        // When
        // Then: that it went to another topic once is no replay.
        assertThat(home.of(order)).contains("orders");
        assertThat(request.fateOf(order, log)).isEqualTo(ReplayOutcome.REPLAYED);
        assertThat(request.fateOf(stranger, log)).isEqualTo(ReplayOutcome.OTHER_TOPIC);
        assertThat(request.fateOf(Letters.with(new RecordHeaders()), log)).isEqualTo(ReplayOutcome.OTHER_TOPIC);
        log.add(log.receipt("rejected-reviews", order, "orders").key());
        assertThat(request.fateOf(order, log)).isEqualTo(ReplayOutcome.REPLAYED_BEFORE);
    }

    @Test
    void shouldReplayWhatDoesNotSayWhereItCameFrom() {
        assertThat(request("reviews", false).fateOf(Letters.with(new RecordHeaders()), receipts))
                .isEqualTo(ReplayOutcome.REPLAYED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rejected-reviews", "rejected-reviews-redriven"})
    void shouldRefuseToReplayInACircle(String target) {
        assertThatThrownBy(() -> request(target, true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "dead letters of rejected-reviews cannot be replayed to " + target + "; name another topic");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN})
    void shouldRefuseARateThatIsNone(double rate) {
        assertThatThrownBy(() -> new ReplayRequest(
                        "rejected-reviews", "reviews", true, LetterFilter.ALL, 3, OptionalDouble.of(rate), false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the rate must be greater than 0, not ");
    }

    private static ReplayRequest request(String target, boolean fromAnywhere) {
        return new ReplayRequest(
                "rejected-reviews", target, fromAnywhere, LetterFilter.ALL, 3, OptionalDouble.empty(), false);
    }
}
