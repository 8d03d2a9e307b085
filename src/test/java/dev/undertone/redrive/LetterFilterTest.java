// SPDX-License-Identifier: Apache-2.0
package dev.undertone.redrive;

import static dev.undertone.deadletter.Letters.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.undertone.deadletter.DeadLetter;
import dev.undertone.deadletter.Letters;
import dev.undertone.deadletter.Position;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LetterFilterTest {
    private static final Instant TIME = Instant.ofEpochMilli(Letters.TIMESTAMP);

    /** At 0:17, from reviews:2:41. */
    private final DeadLetter letter = Letters.with(Letters.rejected("MISSING_TEXT", "reviews", 2, 41));

    @Test
    void shouldTakeAllWhereNothingIsAsked() {
        assertThat(LetterFilter.ALL.takes(letter)).isTrue();
        assertThat(LetterFilter.ALL.takes(Letters.with(new RecordHeaders()))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"MISSING_TEXT, true", "missing_text, true", "MISSING, false", "UNREADABLE, false"})
    void shouldTakeThoseOfAReason(String reason, boolean taken) {
        assertThat(reasons(reason).takes(letter)).isEqualTo(taken);
    }

    @Test
    void shouldTakeThoseOfAnyOfSeveralReasons() {
        assertThat(reasons("UNREADABLE", "MISSING_TEXT").takes(letter)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "org.example.ListenerException, true",
        "ListenerException, true",
        "example.ListenerException, true",
        "OrderException, true",
        "Exception, false",
        "org.example, false"
    })
    void shouldTakeThoseOfAnExceptionOrItsCause(String type, boolean taken) {
        // Given
        DeadLetter thrown = Letters.with(new RecordHeaders()
                .add("kafka_dlt-exception-fqcn", bytes("org.example.ListenerException"))
                .add("kafka_dlt-exception-cause-fqcn", bytes("org.example.OrderException")));
        LetterFilter filter = new LetterFilter(
                Set.of(), List.of(), List.of(type), Optional.empty(), Optional.empty(), Optional.empty());

        // When
        // Then
        assertThat(filter.takes(thrown)).isEqualTo(taken);
    }

    @Test
    void shouldTakeThoseFromATimeOnAndBeforeAnother() {
        assertThat(times(TIME, TIME.plusMillis(1)).takes(letter)).isTrue();
        assertThat(times(TIME.plusMillis(1), TIME.plusMillis(2)).takes(letter)).isFalse();
        assertThat(times(TIME.minusMillis(1), TIME).takes(letter)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "reviews, true",
        "reviews:2, true",
        "reviews:2:41, true",
        "reviews:2:40-41, true",
        "reviews:2:41-41, true",
        "orders, false",
        "reviews:1, false",
        "reviews:2:40, false",
        "reviews:2:42-50, false"
    })
    void shouldTakeThoseFromAnOrigin(String origin, boolean taken) {
        assertThat(origin(origin).takes(letter)).isEqualTo(taken);
    }

    @Test
    void shouldPassOverThoseThatDoNotSayWhereTheyCameFrom() {
        // Given
        DeadLetter topicOnly = Letters.with(new RecordHeaders().add("__streams.errors.topic", bytes("reviews")));

        // When
        // Then
        assertThat(origin("reviews").takes(topicOnly)).isTrue();
        assertThat(origin("reviews:2").takes(topicOnly)).isFalse();
        assertThat(origin("reviews").takes(Letters.with(new RecordHeaders()))).isFalse();
    }

    @Test
    void shouldTakeThoseAtAPosition() {
        assertThat(positions(new Position(0, 17), new Position(0, 18)).takes(letter))
                .isTrue();
        assertThat(positions(new Position(1, 17)).takes(letter)).isFalse();
    }

    @Test
    void shouldTakeThoseThatSatisfyAllOfIt() {
        // Given
        LetterFilter filter = new LetterFilter(
                Set.of(),
                List.of("MISSING_TEXT"),
                List.of(),
                Optional.of(TIME.plusMillis(1)),
                Optional.empty(),
                Optional.empty());

        // When
        // Then
        assertThat(filter.takes(letter)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ":", "reviews:", "reviews:two", "reviews:2:", "reviews:2:4-", "re views", "reviews:2:4:5"})
    void shouldRefuseWhatIsNoOrigin(String text) {
        assertThat(OriginRange.parse(text)).isEmpty();
    }

    @Test
    void shouldRefuseOffsetsTheWrongWayRound() {
        assertThatThrownBy(() -> OriginRange.parse("reviews:2:9-4"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the offsets 9-4 are the wrong way round");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "17", "0:", ":17", "0:-1", "a:b", "0:17:1", "99999999999:1"})
    void shouldRefuseWhatIsNoPosition(String text) {
        assertThat(Position.parse(text)).isEmpty();
    }

    @Test
    void shouldReadAPositionAsItIsWritten() {
        assertThat(Position.parse(new Position(3, 3_000_000_000L).toString()))
                .contains(new Position(3, 3_000_000_000L));
    }

    private static LetterFilter reasons(String... reasons) {
        return new LetterFilter(
                Set.of(), List.of(reasons), List.of(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static LetterFilter times(Instant since, Instant until) {
        return new LetterFilter(
                Set.of(), List.of(), List.of(), Optional.of(since), Optional.of(until), Optional.empty());
    }

    private static LetterFilter origin(String text) {
        return new LetterFilter(
                Set.of(), List.of(), List.of(), Optional.empty(), Optional.empty(), OriginRange.parse(text));
    }

    private static LetterFilter positions(Position... positions) {
        return new LetterFilter(
                Set.of(positions), List.of(), List.of(), Optional.empty(), Optional.empty(), Optional.empty());
    }
}
